package org.gatehouse.gatewaycore.transport;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import org.gatehouse.gatewaycore.policy.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Netty's header fields as the policies see them.
 */
record NettyHeaders(HttpHeaders fields) implements Headers {

	@Override
	public @Nullable String get(String name) {
		return this.fields.get(KnownNames.of(name));
	}

	@Override
	public List<String> all(String name) {
		return this.fields.getAll(KnownNames.of(name));
	}

	@Override
	public void set(String name, String value) {
		this.fields.set(KnownNames.of(name), value);
	}

	@Override
	public void add(String name, String value) {
		this.fields.add(KnownNames.of(name), value);
	}

	@Override
	public void remove(String name) {
		this.fields.remove(KnownNames.of(name));
	}

	@Override
	public Iterable<? extends CharSequence> names() {
		Iterator<Map.Entry<CharSequence, CharSequence>> entries = this.fields.iteratorCharSequence();
		return () -> new Iterator<>() {

			@Override
			public boolean hasNext() {
				return entries.hasNext();
			}

			@Override
			public CharSequence next() {
				return entries.next().getKey();
			}

		};
	}

}
