package org.gatehouse.keymanager.accounts;

import org.springframework.data.domain.AbstractPageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/**
 * A part of a list that may begin anywhere, not only at multiples of its length.
 */
final class OffsetPage extends AbstractPageRequest {

	private static final long serialVersionUID = 1L;

	private final int offset;

	OffsetPage(int offset, int limit) {
		super(offset / limit, limit);
		this.offset = offset;
	}

	@Override
	public long getOffset() {
		return this.offset;
	}

	@Override
	public Sort getSort() {
		return Sort.unsorted();
	}

	@Override
	public Pageable next() {
		return new OffsetPage(this.offset + getPageSize(), getPageSize());
	}

	@Override
	public OffsetPage previous() {
		return new OffsetPage(Math.max(0, this.offset - getPageSize()), getPageSize());
	}

	@Override
	public Pageable first() {
		return new OffsetPage(0, getPageSize());
	}

	@Override
	public Pageable withPage(int pageNumber) {
		return new OffsetPage(pageNumber * getPageSize(), getPageSize());
	}

	@Override
	public boolean equals(Object other) {
		return super.equals(other) && other instanceof OffsetPage page && page.offset == this.offset;
	}

	@Override
	public int hashCode() {
		return 31 * super.hashCode() + this.offset;
	}

}
