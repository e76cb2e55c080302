package org.gatehouse.web.rest;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list, in the envelope that WSO2's contracts have for all lists.
 *
 * @param <T> what is listed
 * @param count how many are in this part
 * @param list this part
 * @param pagination where this part stands in the whole
 */
public record Page<T>(int count, List<T> list, Pagination pagination) {

	public Page {
		list = List.copyOf(list);
	}

	/**
	 * Where a part stands in the whole.
	 *
	 * @param offset how many come before it
	 * @param limit how many it could have
	 * @param total how many there are in all
	 * @param next the link to the next part, empty where this is the last
	 * @param previous the link to the previous part, empty where this is the first
	 */
	public record Pagination(int offset, int limit, long total, String next, String previous) {

	}

	/**
	 * Makes a part from what the database answered.
	 * @param <T> what is listed
	 * @param list the rows of this part
	 * @param request what was asked for
	 * @param total how many there are in all
	 * @return the envelope
	 */
	public static <T> Page<T> of(List<T> list, PageRequest request, long total) {
		boolean hasNext = (long) request.offset() + list.size() < total && !list.isEmpty();
		String next = hasNext ? request.link((long) request.offset() + request.limit()) : "";
		String previous = (request.offset() > 0) ? request.link(Math.max(0, request.offset() - request.limit())) : "";
		return new Page<>(list.size(), list, new Pagination(request.offset(), request.limit(), total, next, previous));
	}

	/**
	 * A list that has only one part.
	 * @param <T> what is listed
	 * @param list all of it
	 * @return the envelope
	 */
	public static <T> Page<T> all(List<T> list) {
		return new Page<>(list.size(), list, new Pagination(0, Math.max(1, list.size()), list.size(), "", ""));
	}

	/**
	 * The same part with its items shown otherwise.
	 * @param <R> what is listed then
	 * @param view shows one item
	 * @return the same place in the whole
	 */
	public <R> Page<R> map(Function<? super T, ? extends R> view) {
		return new Page<>(this.count, this.list.stream().<R>map(view).toList(), this.pagination);
	}

}
