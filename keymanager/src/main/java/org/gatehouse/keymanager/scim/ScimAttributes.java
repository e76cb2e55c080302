package org.gatehouse.keymanager.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.persistence.criteria.Predicate;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.keymanager.scim.ScimAttribute.Always;
import org.gatehouse.keymanager.scim.ScimAttribute.Complex;
import org.gatehouse.keymanager.scim.ScimAttribute.Constant;
import org.gatehouse.keymanager.scim.ScimAttribute.Ends;
import org.gatehouse.keymanager.scim.ScimAttribute.Flag;
import org.gatehouse.keymanager.scim.ScimAttribute.Holding;
import org.gatehouse.keymanager.scim.ScimAttribute.Identifier;
import org.gatehouse.keymanager.scim.ScimAttribute.Parts;
import org.gatehouse.keymanager.scim.ScimAttribute.Place;
import org.gatehouse.keymanager.scim.ScimAttribute.Simple;
import org.gatehouse.keymanager.scim.ScimAttribute.Single;
import org.gatehouse.keymanager.scim.ScimAttribute.Text;
import org.gatehouse.keymanager.scim.ScimAttribute.Time;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * The attributes that a filter can be about.
 *
 * @param <E> the rows that have them
 * @param known the attributes by their names in lower case
 * @param elsewhere names that only resources of other types have, which are taken as
 * absent
 */
record ScimAttributes<E>(Map<String, ScimAttribute<E>> known, Set<String> elsewhere) {

	/**
	 * What leads to a complex attribute's value when nothing is said (RFC 7643 section
	 * 2.4).
	 */
	private static final String VALUE = "value";

	private static final String EXTERNAL_ID = "externalId";

	/** The members of a group. */
	static final ScimAttributes<UserAccount> MEMBERS = of(Map.of(VALUE, new Identifier<>(), "display",
			new Text<>("userName"), "type", new Constant<>(ScimReference.MEMBER)));

	private static final ScimAttributes<Role> MEMBERSHIPS = of(Map.of(VALUE, new Identifier<>(), "display",
			new Text<>("name"), "type", new Constant<>(ScimReference.MEMBERSHIP)));

	/** The attributes of users. */
	static final ScimAttributes<UserAccount> USERS = of(Map.of("id", new Identifier<>(), "externalid",
			new Text<>(EXTERNAL_ID, true), "username", new Text<>("userName"), "name",
			new Parts<>(of(Map.of("givenname", new Text<>("givenName"), "familyname", new Text<>("familyName")))),
			"emails",
			new Single<>("email",
					of(Map.of(VALUE, new Text<>("email"), "type", new Constant<>(ScimUser.EMAIL_TYPE), "primary",
							new Always<>()))),
			"active", new Flag<>("enabled"), "groups",
			new Holding<>((user, role) -> new Ends<>(user, role), MEMBERSHIPS), "meta", meta(ScimSchemas.USER_TYPE),
			"schemas", new Constant<>(ScimSchemas.USER)));

	/** The attributes of groups. */
	static final ScimAttributes<Role> GROUPS = of(
			Map.of("id", new Identifier<>(), "externalid", new Text<>(EXTERNAL_ID, true), "displayname",
					new Text<>("name"), "members", new Holding<>((user, role) -> new Ends<>(role, user), MEMBERS),
					"meta", meta(ScimSchemas.GROUP_TYPE), "schemas", new Constant<>(ScimSchemas.GROUP)));

	private static <E> ScimAttributes<E> of(Map<String, ScimAttribute<E>> known) {
		return new ScimAttributes<>(new LinkedHashMap<>(known), Set.of());
	}

	private static <E> Parts<E> meta(String type) {
		return new Parts<>(of(Map.of("created", new Time<>("createdAt"), "lastmodified", new Time<>("updatedAt"),
				"resourcetype", new Constant<>(type))));
	}

	/** The same attributes in a search over resources of several types. */
	ScimAttributes<E> beside(ScimAttributes<?> others) {
		return new ScimAttributes<>(this.known, others.known().keySet());
	}

	/**
	 * Makes a condition of a filter.
	 * @param filter the filter, null for all
	 * @return the condition; a wrong filter is refused when it is asked
	 */
	Specification<E> specification(@Nullable ScimFilter filter) {
		return (filter != null) ? (row, query, builder) -> predicate(filter, new Place<>(row, query, builder))
				: Specification.unrestricted();
	}

	/**
	 * Makes a condition of a filter.
	 * @param filter the filter
	 * @param place where it is asked
	 * @return the condition
	 * @throws ScimProblem invalidFilter, if it is about what there is not
	 */
	Predicate predicate(ScimFilter filter, Place<E> place) {
		return switch (filter) {
			case ScimFilter.And(List<ScimFilter> parts) -> place.builder().and(each(parts, place));
			case ScimFilter.Or(List<ScimFilter> parts) -> place.builder().or(each(parts, place));
			case ScimFilter.Not(ScimFilter part) -> place.builder().not(predicate(part, place));
			case ScimFilter.Present(String attribute) -> get(attribute).present(place);
			case ScimFilter.Compare compare -> switch (get(compare.attribute())) {
				case Simple<E> simple -> simple.compared(place, compare);
				case Complex<E> complex ->
					complex.within(place, new ScimFilter.Compare(VALUE, compare.operator(), compare.value()));
			};
			case ScimFilter.Within(String attribute, ScimFilter part) -> {
				if (get(attribute) instanceof Complex<E> complex) {
					yield complex.within(place, part);
				}
				throw ScimProblem.invalidFilter("'" + attribute + "' has no parts (expected: it alone)");
			}
		};
	}

	private Predicate[] each(List<ScimFilter> parts, Place<E> place) {
		return parts.stream().map((part) -> predicate(part, place)).toArray(Predicate[]::new);
	}

	private ScimAttribute<E> get(String name) {
		ScimAttribute<E> attribute = find(name);
		if (attribute == null) {
			throw ScimProblem.invalidFilter("'" + name + "' (expected: one of " + names() + ")");
		}
		return attribute;
	}

	private @Nullable ScimAttribute<E> find(String name) {
		String key = name.toLowerCase(Locale.ROOT);
		ScimAttribute<E> attribute = this.known.get(key);
		return (attribute == null && this.elsewhere.contains(key)) ? new ScimAttribute.Absent<>() : attribute;
	}

	private String names() {
		Set<String> names = new TreeSet<>(this.known.keySet());
		names.addAll(this.elsewhere);
		return String.join(", ", names);
	}

	/**
	 * An order that is the same each time.
	 * @param by the attribute's name, null where nothing was asked for
	 * @param descending the last first
	 * @param otherwise the field that names the rows
	 * @return the order
	 * @throws ScimProblem invalidValue, if there is no such order
	 */
	Sort sort(@Nullable String by, boolean descending, String otherwise) {
		Sort named = Sort.by(Sort.Order.by(otherwise).ignoreCase());
		if (by == null) {
			return named;
		}
		Sort.Order order = order(by);
		if (order == null) {
			throw ScimProblem
				.invalidValue("sortBy: '" + by + "' (expected: an attribute with one value, such as meta.created)");
		}
		return Sort.by(descending ? order.with(Sort.Direction.DESC) : order).and(named);
	}

	private Sort.@Nullable Order order(String by) {
		String local = ScimSchemas.withoutSchema(by);
		int dot = local.indexOf('.');
		ScimAttribute<E> attribute = find((dot < 0) ? local : local.substring(0, dot));
		return switch (attribute) {
			case Parts<E>(ScimAttributes<E> parts) -> parts.order((dot < 0) ? VALUE : local.substring(dot + 1));
			case Single<E>(String _, ScimAttributes<E> parts) ->
				parts.order((dot < 0) ? VALUE : local.substring(dot + 1));
			case Text<E> text when dot < 0 ->
				text.caseCounts() ? Sort.Order.by(text.field()) : Sort.Order.by(text.field()).ignoreCase();
			case Time<E>(String field) when dot < 0 -> Sort.Order.by(field);
			case Flag<E>(String field) when dot < 0 -> Sort.Order.by(field);
			case Identifier<E> _ when dot < 0 -> Sort.Order.by("id");
			case null -> null;
			case ScimAttribute<E> _ -> null;
		};
	}

}
