package org.gatehouse.gatewaycore.throttle;

import java.util.Arrays;

import org.gatehouse.common.tier.IpRange;

/**
 * A range of IP addresses, ready to be asked.
 */
public final class AddressRange {

	private final byte[] first;

	private final byte[] last;

	/**
	 * Compiles.
	 * @param range the addresses
	 */
	public AddressRange(IpRange range) {
		this.first = IpRange.bytes(range.first());
		this.last = IpRange.bytes(range.last());
	}

	/**
	 * Tells whether an address is in the range.
	 * @param address 4 or 16 bytes
	 * @return false too for an address of the other family
	 */
	public boolean contains(byte[] address) {
		return this.first.length == address.length && Arrays.compareUnsigned(this.first, address) <= 0
				&& Arrays.compareUnsigned(address, this.last) <= 0;
	}

}
