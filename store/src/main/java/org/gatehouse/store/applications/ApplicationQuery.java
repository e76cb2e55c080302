package org.gatehouse.store.applications;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Sort;

/**
 * Which of a consumer's applications are asked for, and in which order.
 *
 * @param name a part of the name in any case, empty for all
 * @param sort the order
 */
public record ApplicationQuery(String name, Sort sort) {

	/** All, by name. */
	public static final ApplicationQuery ALL = new ApplicationQuery("", Sort.by("name").and(Sort.by("id")));

	/**
	 * Reads the contract's parameters.
	 * @param query a part of the name
	 * @param sortBy {@code name}, {@code throttlingPolicy} or {@code status}
	 * @param sortOrder {@code asc} or {@code desc}
	 * @return the query
	 * @throws BadRequest for any other value
	 */
	public static ApplicationQuery of(@Nullable String query, @Nullable String sortBy, @Nullable String sortOrder) {
		String property = switch ((sortBy != null) ? sortBy : "name") {
			case "name" -> "name";
			case "throttlingPolicy" -> "tier.name";
			// All applications are approved.
			case "status" -> "createdAt";
			default -> throw new BadRequest("sortBy", sortBy, "name, throttlingPolicy or status");
		};
		Sort.Direction direction = switch ((sortOrder != null) ? sortOrder : "asc") {
			case "asc" -> Sort.Direction.ASC;
			case "desc" -> Sort.Direction.DESC;
			default -> throw new BadRequest("sortOrder", sortOrder, "asc or desc");
		};
		return new ApplicationQuery((query != null) ? query.strip() : "",
				Sort.by(direction, property).and(Sort.by("id")));
	}

}
