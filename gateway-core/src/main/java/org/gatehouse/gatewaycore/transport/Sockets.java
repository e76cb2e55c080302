package org.gatehouse.gatewaycore.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import org.gatehouse.gatewaycore.Transport;

/**
 * What Netty needs to know of a transport.
 *
 * @param transport any but {@link Transport#AUTO}
 * @param server listens
 * @param socket connects
 * @param loops makes what an event loop waits with
 */
record Sockets(Transport transport, Class<? extends ServerChannel> server, Class<? extends Channel> socket,
		IoHandlerFactory loops) {

	private static final short BUFFERS = 1;

	/** As large as most messages; what is longer comes in several. */
	private static final int BUFFER_BYTES = 4096;

	/** How many buffers a loop begins with, and how many it may come to: 1 MB. */
	private static final int FEWEST_BUFFERS = 16;

	private static final short MOST_BUFFERS = 256;

	/**
	 * Finds what is asked for.
	 * @param wanted a transport
	 * @return that one
	 * @throws IllegalArgumentException if this system does not have it
	 */
	static Sockets of(Transport wanted) {
		if (!has(wanted)) {
			throw new IllegalArgumentException(
					"transport: " + wanted + " (expected: one that this system has and permits)");
		}
		return switch (wanted) {
			case AUTO -> Epoll.isAvailable() ? epoll() : nio();
			case EPOLL -> epoll();
			case IO_URING -> uring();
			case NIO -> nio();
		};
	}

	static boolean has(Transport wanted) {
		return switch (wanted) {
			case AUTO, NIO -> true;
			case EPOLL -> Epoll.isAvailable();
			case IO_URING ->
				IoUring.isAvailable() && IoUring.isRegisterBufferRingSupported() && IoUring.isRecvMultishotEnabled();
		};
	}

	private static Sockets epoll() {
		return new Sockets(Transport.EPOLL, EpollServerSocketChannel.class, EpollSocketChannel.class,
				EpollIoHandler.newFactory());
	}

	private static Sockets nio() {
		return new Sockets(Transport.NIO, NioServerSocketChannel.class, NioSocketChannel.class,
				NioIoHandler.newFactory());
	}

	/**
	 * Each buffer is filled once: kernels have mixed up the order of what came where
	 * buffers are filled by and by.
	 */
	private static Sockets uring() {
		return new Sockets(Transport.IO_URING, IoUringServerSocketChannel.class, IoUringSocketChannel.class,
				IoUringIoHandler
					.newFactory(new IoUringIoHandlerConfig().setBufferRingConfig(IoUringBufferRingConfig.builder()
						.bufferGroupId(BUFFERS)
						.bufferRingSize(MOST_BUFFERS)
						.batchSize(FEWEST_BUFFERS)
						.incremental(false)
						.batchAllocation(false)
						.allocator(new IoUringFixedBufferRingAllocator(BUFFER_BYTES))
						.build())));
	}

	/** Prepares connections that are taken. */
	ServerBootstrap prepare(ServerBootstrap bootstrap) {
		bootstrap.channel(this.server);
		return (this.transport == Transport.IO_URING)
				? bootstrap.childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, BUFFERS) : bootstrap;
	}

	/** Prepares connections that are opened. */
	Bootstrap prepare(Bootstrap bootstrap) {
		bootstrap.channel(this.socket);
		return (this.transport == Transport.IO_URING)
				? bootstrap.option(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, BUFFERS) : bootstrap;
	}

}
