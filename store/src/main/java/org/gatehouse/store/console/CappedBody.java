package org.gatehouse.store.console;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Takes an answer's body up to a number of bytes, and lets go of the rest.
 */
final class CappedBody implements HttpResponse.BodySubscriber<CappedBody.Content> {

	private final int cap;

	private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

	private final CompletableFuture<Content> content = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	CappedBody(int cap) {
		this.cap = cap;
	}

	/**
	 * What was taken.
	 *
	 * @param bytes at most as many as the cap
	 * @param truncated true where there was more
	 */
	@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
	record Content(byte[] bytes, boolean truncated) {

	}

	@Override
	public CompletionStage<Content> getBody() {
		return this.content;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		for (ByteBuffer buffer : buffers) {
			int room = this.cap - this.taken.size();
			byte[] bytes = new byte[Math.min(room, buffer.remaining())];
			buffer.get(bytes);
			this.taken.writeBytes(bytes);
			if (buffer.hasRemaining()) {
				if (this.subscription != null) {
					this.subscription.cancel();
				}
				this.content.complete(new Content(this.taken.toByteArray(), true));
				return;
			}
		}
	}

	@Override
	public void onError(Throwable throwable) {
		this.content.completeExceptionally(throwable);
	}

	@Override
	public void onComplete() {
		this.content.complete(new Content(this.taken.toByteArray(), false));
	}

}
