package org.gatehouse.db.deny;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/**
 * The deny rules of the bound tenant.
 */
public interface DenyRuleRepository extends JpaRepository<DenyRule, UUID> {

	boolean existsByKindAndValueAndInverted(DenyRule.Kind kind, String value, boolean inverted);

	/**
	 * Finds rules.
	 * @param kind what they are about, null for anything
	 * @param value a part of what people know that by, in any case; empty for anything
	 * @param page which part of the list
	 * @return in the order of their kinds and values
	 */
	@Query("""
			select r from DenyRule r where (:kind is null or r.kind = :kind)
			and lower(r.value) like lower(concat('%', :value, '%')) escape '!' order by r.kind, r.value, r.inverted""")
	Page<DenyRule> search(DenyRule.@Nullable Kind kind, String value, Pageable page);

}
