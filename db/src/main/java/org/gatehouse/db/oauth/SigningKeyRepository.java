package org.gatehouse.db.oauth;

import java.util.List;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/**
 * The signing keys of the bound tenant.
 */
public interface SigningKeyRepository extends JpaRepository<SigningKey, String> {

	/**
	 * Lists the keys.
	 * @return all, the last to sign first
	 */
	List<SigningKey> findAllByOrderByActiveFromDesc();

	/**
	 * Lists the keys for changing them; others who do so wait.
	 * @return all, the last to sign first
	 */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select k from SigningKey k order by k.activeFrom desc")
	List<SigningKey> lockAll();

}
