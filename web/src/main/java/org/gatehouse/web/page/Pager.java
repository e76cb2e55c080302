package org.gatehouse.web.page;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a page of a list stands, for {@code fragments/pager.html}. The filters stay in
 * the links.
 *
 * @param from the number of the first row shown, 0 where there are none
 * @param to the number of the last row shown
 * @param total how many rows there are
 * @param previousUrl the link to the rows before, null where these are the first
 * @param nextUrl the link to the rows after, null where these are the last
 */
public record Pager(long from, long to, long total, @Nullable String previousUrl, @Nullable String nextUrl) {

	/**
	 * Makes the links.
	 * @param here the page's path with the query of its filters, encoded
	 * @param offset how many rows come before
	 * @param limit how many rows a page has
	 * @param total how many rows there are
	 * @return the pager
	 */
	public static Pager of(String here, int offset, int limit, long total) {
		long to = Math.min(total, (long) offset + limit);
		String previous = (offset > 0) ? at(here, Math.max(0, offset - limit)) : null;
		String next = (to < total) ? at(here, to) : null;
		return new Pager((total == 0) ? 0 : offset + 1L, to, total, previous, next);
	}

	private static String at(String here, long offset) {
		UriComponentsBuilder link = UriComponentsBuilder.fromUriString(here).replaceQueryParam("offset");
		return ((offset > 0) ? link.queryParam("offset", offset) : link).build(true).toUriString();
	}

}
