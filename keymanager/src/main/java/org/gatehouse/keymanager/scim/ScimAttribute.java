package org.gatehouse.keymanager.scim;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.From;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import org.gatehouse.db.identity.Role;
import org.gatehouse.db.identity.UserAccount;
import org.gatehouse.keymanager.scim.ScimFilter.Compare;

/**
 * How the database is asked about an attribute. Each answer is true or false, never SQL's
 * unknown, so that the opposite of it is right as well. Values are bound, never written
 * into the query.
 *
 * @param <E> the row that has the attribute
 */
sealed interface ScimAttribute<E> {

	/** Whether there is a value. */
	Predicate present(Place<E> place);

	/**
	 * Where in a query an attribute is asked for.
	 *
	 * @param <E> the row that has the attribute
	 * @param row the row
	 * @param query the query around it
	 * @param builder makes predicates
	 */
	record Place<E>(From<?, E> row, CommonAbstractCriteria query, CriteriaBuilder builder) {

	}

	/**
	 * An attribute without parts.
	 *
	 * @param <E> the row that has the attribute
	 */
	sealed interface Simple<E> extends ScimAttribute<E> {

		/** Whether the value compares with another. */
		Predicate compared(Place<E> place, Compare compare);

	}

	/**
	 * An attribute with parts, which {@code attribute[…]} or a dot leads to.
	 *
	 * @param <E> the row that has the attribute
	 */
	sealed interface Complex<E> extends ScimAttribute<E> {

		/** Whether the parts, or one value's parts, fit. */
		Predicate within(Place<E> place, ScimFilter filter);

	}

	/**
	 * A text.
	 *
	 * @param <E> the row that has the attribute
	 * @param field the entity's field
	 * @param caseCounts whether letters in upper and lower case differ
	 */
	record Text<E>(String field, boolean caseCounts) implements Simple<E> {

		Text(String field) {
			this(field, false);
		}

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().isNotNull(place.row().get(this.field));
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			CriteriaBuilder builder = place.builder();
			Expression<String> stored = place.row().get(this.field);
			Expression<String> column = this.caseCounts ? stored : builder.lower(stored);
			String value = this.caseCounts ? compare.text() : compare.text().toLowerCase(Locale.ROOT);
			return builder.and(present(place), switch (compare.operator()) {
				case EQ -> builder.equal(column, value);
				case CO -> builder.like(column, "%" + literal(value) + "%", '\\');
				case SW -> builder.like(column, literal(value) + "%", '\\');
				case EW -> builder.like(column, "%" + literal(value), '\\');
				case GT -> builder.greaterThan(column, value);
				case GE -> builder.greaterThanOrEqualTo(column, value);
				case LT -> builder.lessThan(column, value);
				case LE -> builder.lessThanOrEqualTo(column, value);
			});
		}

		private static String literal(String value) {
			return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
		}

	}

	/**
	 * A point in time, never null.
	 *
	 * @param <E> the row that has the attribute
	 * @param field the entity's field
	 */
	record Time<E>(String field) implements Simple<E> {

		private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

		private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().conjunction();
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			CriteriaBuilder builder = place.builder();
			Expression<Instant> column = place.row().get(this.field);
			Instant value = instant(compare);
			return switch (compare.operator()) {
				case EQ -> builder.equal(column, value);
				case GT -> builder.greaterThan(column, value);
				case GE -> builder.greaterThanOrEqualTo(column, value);
				case LT -> builder.lessThan(column, value);
				case LE -> builder.lessThanOrEqualTo(column, value);
				case CO, SW, EW -> throw compare.mismatch("eq, ne, gt, ge, lt or le");
			};
		}

		private static Instant instant(Compare compare) {
			try {
				Instant value = OffsetDateTime.parse(compare.text()).withOffsetSameInstant(ZoneOffset.UTC).toInstant();
				if (!value.isBefore(FIRST) && !value.isAfter(LAST)) {
					return value;
				}
			}
			catch (DateTimeException _) {
				// Told below.
			}
			throw compare.mismatch("a time such as 2026-01-31T10:00:00Z");
		}

	}

	/**
	 * True or false, never null.
	 *
	 * @param <E> the row that has the attribute
	 * @param field the entity's field
	 */
	record Flag<E>(String field) implements Simple<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().conjunction();
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			boolean value = compare.truth();
			return switch (compare.operator()) {
				case EQ -> place.builder().equal(place.row().get(this.field), value);
				case CO, SW, EW, GT, GE, LT, LE -> throw compare.mismatch("eq or ne");
			};
		}

	}

	/**
	 * What is true in all rows.
	 *
	 * @param <E> the row that has the attribute
	 */
	record Always<E>() implements Simple<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().conjunction();
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			boolean value = compare.truth();
			return switch (compare.operator()) {
				case EQ -> value ? place.builder().conjunction() : place.builder().disjunction();
				case CO, SW, EW, GT, GE, LT, LE -> throw compare.mismatch("eq or ne");
			};
		}

	}

	/**
	 * The row's identifier. What is no identifier is no row's.
	 *
	 * @param <E> the row that has the attribute
	 */
	record Identifier<E>() implements Simple<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().conjunction();
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			String value = compare.text();
			return switch (compare.operator()) {
				case EQ -> {
					try {
						yield place.builder().equal(place.row().get("id"), UUID.fromString(value));
					}
					catch (IllegalArgumentException _) {
						yield place.builder().disjunction();
					}
				}
				case CO, SW, EW, GT, GE, LT, LE -> throw compare.mismatch("eq or ne");
			};
		}

	}

	/**
	 * A text that is the same in all rows.
	 *
	 * @param <E> the row that has the attribute
	 * @param text the text
	 */
	record Constant<E>(String text) implements Simple<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().conjunction();
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			String value = compare.text();
			boolean holds = switch (compare.operator()) {
				case EQ -> this.text.equalsIgnoreCase(value);
				case CO -> lower(this.text).contains(lower(value));
				case SW -> lower(this.text).startsWith(lower(value));
				case EW -> lower(this.text).endsWith(lower(value));
				case GT -> this.text.compareToIgnoreCase(value) > 0;
				case GE -> this.text.compareToIgnoreCase(value) >= 0;
				case LT -> this.text.compareToIgnoreCase(value) < 0;
				case LE -> this.text.compareToIgnoreCase(value) <= 0;
			};
			return holds ? place.builder().conjunction() : place.builder().disjunction();
		}

		private static String lower(String text) {
			return text.toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * An attribute that only resources of another type have.
	 *
	 * @param <E> the row that does not have the attribute
	 */
	record Absent<E>() implements Simple<E>, Complex<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().disjunction();
		}

		@Override
		public Predicate compared(Place<E> place, Compare compare) {
			return place.builder().disjunction();
		}

		@Override
		public Predicate within(Place<E> place, ScimFilter filter) {
			return place.builder().disjunction();
		}

	}

	/**
	 * An attribute whose parts are in the same row.
	 *
	 * @param <E> the row that has the attribute
	 * @param parts the parts
	 */
	record Parts<E>(ScimAttributes<E> parts) implements Complex<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder()
				.or(this.parts.known().values().stream().map((part) -> part.present(place)).toArray(Predicate[]::new));
		}

		@Override
		public Predicate within(Place<E> place, ScimFilter filter) {
			return this.parts.predicate(filter, place);
		}

	}

	/**
	 * An attribute with one value, which is there where a field has one.
	 *
	 * @param <E> the row that has the attribute
	 * @param field the entity's field
	 * @param parts the parts of the value
	 */
	record Single<E>(String field, ScimAttributes<E> parts) implements Complex<E> {

		@Override
		public Predicate present(Place<E> place) {
			return place.builder().isNotNull(place.row().get(this.field));
		}

		@Override
		public Predicate within(Place<E> place, ScimFilter filter) {
			return place.builder().and(present(place), this.parts.predicate(filter, place));
		}

	}

	/**
	 * An attribute with several values: the other side of who holds which role.
	 *
	 * @param <E> the row that has the attribute
	 * @param <C> the row that is a value
	 * @param ends of the user and the role that are found, says which is which
	 * @param parts the parts of a value
	 */
	record Holding<E, C>(BiFunction<From<?, UserAccount>, From<?, Role>, Ends<E, C>> ends,
			ScimAttributes<C> parts) implements Complex<E> {

		@Override
		public Predicate present(Place<E> place) {
			return exists(place, (inner) -> inner.builder().conjunction());
		}

		@Override
		public Predicate within(Place<E> place, ScimFilter filter) {
			return exists(place, (inner) -> this.parts.predicate(filter, inner));
		}

		private Predicate exists(Place<E> place, Function<Place<C>, Predicate> fits) {
			CriteriaBuilder builder = place.builder();
			Subquery<UUID> holding = place.query().subquery(UUID.class);
			Root<UserAccount> user = holding.from(UserAccount.class);
			Join<UserAccount, Role> role = user.join("roles");
			Ends<E, C> found = this.ends.apply(user, role);
			Predicate same = builder.equal(found.owner().get("id"), place.row().get("id"));
			holding.select(user.get("id"))
				.where(builder.and(same, fits.apply(new Place<>(found.value(), holding, builder))));
			return builder.exists(holding);
		}

	}

	/**
	 * The two ends of a user's holding a role.
	 *
	 * @param <E> the row that has the attribute
	 * @param <C> the row that is a value
	 * @param owner the row that has the attribute
	 * @param value the row that is a value
	 */
	record Ends<E, C>(From<?, E> owner, From<?, C> value) {

	}

}
