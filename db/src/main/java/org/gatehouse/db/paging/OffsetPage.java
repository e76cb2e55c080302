package org.gatehouse.db.paging;

import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/**
 * A part of a list that begins anywhere, as {@code limit} and {@code offset} of WSO2's
 * contracts can say, and not only at a multiple of the part's size.
 *
 * @param offset how many rows to leave out before
 * @param limit how many rows at most, at least 1
 * @param sort the order
 */
public record OffsetPage(long offset, int limit, Sort sort) implements Pageable {

	@Override
	public int getPageNumber() {
		return Math.toIntExact(this.offset / this.limit);
	}

	@Override
	public int getPageSize() {
		return this.limit;
	}

	@Override
	public long getOffset() {
		return this.offset;
	}

	@Override
	public Sort getSort() {
		return this.sort;
	}

	@Override
	public Pageable next() {
		return new OffsetPage(this.offset + this.limit, this.limit, this.sort);
	}

	@Override
	public Pageable previousOrFirst() {
		return hasPrevious() ? new OffsetPage(Math.max(0, this.offset - this.limit), this.limit, this.sort) : first();
	}

	@Override
	public Pageable first() {
		return new OffsetPage(0, this.limit, this.sort);
	}

	@Override
	public Pageable withPage(int pageNumber) {
		return new OffsetPage((long) pageNumber * this.limit, this.limit, this.sort);
	}

	@Override
	public boolean hasPrevious() {
		return this.offset > 0;
	}

}
