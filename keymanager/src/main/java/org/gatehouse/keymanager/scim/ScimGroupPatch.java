package org.gatehouse.keymanager.scim;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.gatehouse.keymanager.accounts.RoleView;
import org.gatehouse.keymanager.scim.ScimFilter.Compare;
import org.gatehouse.keymanager.scim.ScimFilter.Operator;
import org.jspecify.annotations.Nullable;

/**
 * What a group is to be after the steps of a PATCH. Nothing is written: that is done
 * once, after the last step, however many members come and go one by one.
 */
final class ScimGroupPatch {

	private final RoleView role;

	private final Members members;

	private String name;

	private @Nullable String externalId;

	private boolean wholly;

	private final Set<UUID> added = new LinkedHashSet<>();

	private final Set<UUID> removed = new LinkedHashSet<>();

	/** Who must be a member, since a path named them. */
	private final Set<UUID> expected = new LinkedHashSet<>();

	private ScimGroupPatch(RoleView role, Members members) {
		this.role = role;
		this.members = members;
		this.name = role.name();
		this.externalId = role.externalId();
	}

	/**
	 * Who is in the group as it is stored.
	 */
	interface Members {

		/**
		 * Finds members, and users who are to become members.
		 * @param filter which of them
		 * @param stored whether those who are members are looked through
		 * @param others who else is looked through
		 * @return the identifiers of those who fit
		 */
		Set<UUID> matching(ScimFilter filter, boolean stored, Collection<UUID> others);

		/**
		 * Finds those of some users who are members.
		 * @param ids the users
		 * @return those who are members
		 */
		Set<UUID> present(Collection<UUID> ids);

	}

	/**
	 * Takes the steps.
	 * @param role the group as it is
	 * @param members who is in it
	 * @param steps the steps in their order
	 * @return the group as it is to be
	 * @throws ScimProblem if a step cannot be taken
	 */
	static ScimGroupPatch of(RoleView role, Members members, List<ScimPatch.Step> steps) {
		ScimGroupPatch patch = new ScimGroupPatch(role, members);
		steps.forEach(patch::take);
		patch.requireExpected();
		return patch;
	}

	String name() {
		return this.name;
	}

	/** The name that the caller's system goes by, null for none. */
	@Nullable String externalId() {
		return this.externalId;
	}

	/** Whether those who were members and are not added are none any more. */
	boolean replacesMembers() {
		return this.wholly;
	}

	Set<UUID> added() {
		return this.added;
	}

	Set<UUID> removed() {
		return this.removed;
	}

	private void take(ScimPatch.Step step) {
		ScimPath path = step.path();
		if (path.attribute().equalsIgnoreCase("members")) {
			members(step);
			return;
		}
		switch (path.withoutFilter().key()) {
			case "displayname" -> this.name = ScimDocument.text(step.kept(), "displayName");
			case "externalid" -> this.externalId = step.text();
			case "id" -> ScimUserPatch.keepId(this.role.id(), step);
			case "meta" -> {
				if (step.named()) {
					throw step.readOnly();
				}
			}
			case "schemas" -> {
			}
			default -> step.requireNotNamed();
		}
	}

	private void members(ScimPatch.Step step) {
		ScimPath path = step.path();
		if (path.sub() != null) {
			throw ScimProblem
				.mutability(path.written() + " cannot be changed (expected: add or remove a whole member)");
		}
		if (path.filter() != null) {
			if (!step.isRemoval()) {
				throw ScimProblem.mutability(path.written() + ": " + step.op() + " (expected: remove)");
			}
			removeMatching(path.written(), path.filter());
			return;
		}
		switch (step.op()) {
			case ADD -> add(ScimDocument.ids(step.required()));
			case REPLACE -> replace(ScimDocument.ids(step.value()));
			case REMOVE -> {
				// Not in the RFC, but what Microsoft Entra and others send.
				if (step.value() != null) {
					remove(ScimDocument.ids(step.value()));
				}
				else {
					replace(Set.of());
				}
			}
		}
	}

	private void add(Set<UUID> ids) {
		this.removed.removeAll(ids);
		this.added.addAll(ids);
		limit(this.added);
	}

	private static void limit(Set<UUID> ids) {
		if (ids.size() > ScimDocument.MOST_MEMBERS) {
			throw new ScimProblem(413, null,
					"members: more than " + ScimDocument.MOST_MEMBERS + " (expected: fewer at once)");
		}
	}

	private void remove(Set<UUID> ids) {
		this.added.removeAll(ids);
		this.removed.addAll(ids);
		limit(this.removed);
	}

	private void replace(Set<UUID> ids) {
		this.wholly = true;
		this.added.clear();
		this.removed.clear();
		add(ids);
	}

	private void removeMatching(String path, ScimFilter filter) {
		UUID id = only(filter);
		if (id == null) {
			Set<UUID> found = new LinkedHashSet<>(this.members.matching(filter, !this.wholly, this.added));
			found.removeAll(this.removed);
			if (found.isEmpty()) {
				throw ScimProblem.noTarget(path);
			}
			remove(found);
			return;
		}
		if (this.removed.contains(id) || (this.wholly && !this.added.contains(id))) {
			throw ScimProblem.noTarget(path);
		}
		if (!this.added.contains(id)) {
			this.expected.add(id);
		}
		remove(Set.of(id));
	}

	/**
	 * The member that a filter such as {@code value eq "…"} is about, null if it is
	 * another.
	 */
	private static @Nullable UUID only(ScimFilter filter) {
		if (filter instanceof Compare(String attribute, Operator operator, ScimFilter.Text(String text))
				&& operator == Operator.EQ && attribute.toLowerCase(Locale.ROOT).equals("value")) {
			try {
				return UUID.fromString(text);
			}
			catch (IllegalArgumentException _) {
				return null;
			}
		}
		return null;
	}

	private void requireExpected() {
		if (this.expected.isEmpty()) {
			return;
		}
		Set<UUID> present = this.members.present(this.expected);
		for (UUID id : this.expected) {
			if (!present.contains(id)) {
				throw ScimProblem.noTarget("members[value eq \"" + id + "\"]");
			}
		}
	}

}
