package org.gatehouse.acceptance.architecture.planted.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/**
 * Planted: an entity.
 */
@Entity
class Stored {

	@Id
	@Nullable String id;

}
