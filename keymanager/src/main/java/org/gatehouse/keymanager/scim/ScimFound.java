package org.gatehouse.keymanager.scim;

import java.util.List;

import org.springframework.data.domain.Page;

/**
 * A part of what a query found.
 *
 * @param <T> what was found
 * @param list this part
 * @param total how many there are in all
 */
record ScimFound<T>(List<T> list, long total) {

	static <T> ScimFound<T> none(long total) {
		return new ScimFound<>(List.of(), total);
	}

	static <T> ScimFound<T> of(Page<T> page) {
		return new ScimFound<>(page.getContent(), page.getTotalElements());
	}

}
