package org.gatehouse.gatewaycore.snapshot;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

import org.gatehouse.common.api.ApiId;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to answer under a prefix: one API version as its own, others as default
 * versions, and of those that are retired what is left of them.
 */
final class Claims {

	private @Nullable ApiId owner;

	private final Set<ApiId> defaults = new HashSet<>(2);

	private final Set<ApiId> retired = new HashSet<>(2);

	/**
	 * Tells whether another version has the prefix for its own.
	 * @param id a version
	 * @return true where it cannot have it
	 */
	boolean isOwnedByOther(ApiId id) {
		return this.owner != null && !this.owner.equals(id);
	}

	void own(ApiId id) {
		this.owner = id;
	}

	void answerByDefault(ApiId id) {
		this.defaults.add(id);
	}

	void retire(ApiId id) {
		this.retired.add(id);
	}

	void withdraw(ApiId id) {
		if (id.equals(this.owner)) {
			this.owner = null;
		}
		this.defaults.remove(id);
		this.retired.remove(id);
	}

	/**
	 * A version's own prefix comes before any default, and what lives before what is
	 * retired; of two that are equal in this the later wins.
	 * @param revision the revision of a version's entry
	 * @return who answers, null where nobody does
	 */
	@Nullable ApiId winner(ToLongFunction<ApiId> revision) {
		for (Collection<ApiId> claimants : List.of((this.owner == null) ? Set.<ApiId>of() : Set.of(this.owner),
				this.defaults, this.retired)) {
			ApiId latest = null;
			for (ApiId id : claimants) {
				if (latest == null || revision.applyAsLong(id) > revision.applyAsLong(latest)) {
					latest = id;
				}
			}
			if (latest != null) {
				return latest;
			}
		}
		return null;
	}

}
