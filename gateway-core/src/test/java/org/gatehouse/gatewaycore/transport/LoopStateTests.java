package org.gatehouse.gatewaycore.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoopStateTests {

	private final Flushes flushes = new Flushes();

	private final EmbeddedChannel channel = new EmbeddedChannel(this.flushes);

	private final LoopState state = new LoopState(this.channel.eventLoop(), 0);

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void whatIsWrittenWaitsForTheOtherEvents() {
		this.channel.write("one");
		this.channel.write("two");
		this.state.flushSoon(this.channel);
		this.state.flushSoon(this.channel);
		assertThat(this.channel.outboundMessages()).isEmpty();
		this.channel.runPendingTasks();
		assertThat(this.channel.outboundMessages()).containsExactly("one", "two");
	}

	@Test
	void whatIsWrittenLaterGoesLater() {
		answer("one");
		this.channel.runPendingTasks();
		answer("two");
		this.channel.runPendingTasks();
		assertThat(this.channel.outboundMessages()).containsExactly("one", "two");
	}

	@Test
	void whatIsWrittenWhileOthersAreSentGoesWithThem() {
		this.flushes.then = () -> answer("two");
		answer("one");
		this.channel.runPendingTasks();
		assertThat(this.channel.outboundMessages()).containsExactly("one", "two");
	}

	private void answer(String text) {
		this.channel.write(text);
		this.state.flushSoon(this.channel);
	}

	private static final class Flushes extends ChannelOutboundHandlerAdapter {

		private Runnable then = () -> {
		};

		@Override
		public void flush(ChannelHandlerContext ctx) {
			ctx.flush();
			Runnable once = this.then;
			this.then = () -> {
			};
			once.run();
		}

	}

}
