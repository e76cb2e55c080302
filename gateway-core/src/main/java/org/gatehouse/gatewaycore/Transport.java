package org.gatehouse.gatewaycore;

/**
 * How a gateway reads from sockets and writes to them.
 */
public enum Transport {

	/** {@link #EPOLL} where it is there, {@link #NIO} elsewhere. */
	AUTO,

	/**
	 * Linux' io_uring with buffers that the kernel fills by itself, from Linux 6.0 on. It
	 * takes less of the processor than {@link #EPOLL} where many connections are busy,
	 * and nothing less with few; many systems and most containers forbid it, for the
	 * kernel's part of it has been attacked more often than others.
	 */
	IO_URING,

	/** Linux' epoll. */
	EPOLL,

	/** What every JVM has. */
	NIO

}
