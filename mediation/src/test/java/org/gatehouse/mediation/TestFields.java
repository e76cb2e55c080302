package org.gatehouse.mediation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Header fields in memory. */
final class TestFields implements Fields {

	private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	@Override
	public @Nullable String get(String name) {
		List<String> all = all(name);
		return all.isEmpty() ? null : all.getFirst();
	}

	@Override
	public List<String> all(String name) {
		return List.copyOf(this.fields.getOrDefault(name, List.of()));
	}

	@Override
	public void set(String name, String value) {
		this.fields.put(name, new ArrayList<>(List.of(value)));
	}

	@Override
	public void add(String name, String value) {
		this.fields.computeIfAbsent(name, (_) -> new ArrayList<>()).add(value);
	}

	@Override
	public void remove(String name) {
		this.fields.remove(name);
	}

	@Override
	public Iterable<String> names() {
		return List.copyOf(this.fields.keySet());
	}

}
