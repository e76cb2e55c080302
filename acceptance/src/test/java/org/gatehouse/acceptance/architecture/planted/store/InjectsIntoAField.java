package org.gatehouse.acceptance.architecture.planted.store;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Planted: a field that Spring sets.
 */
public class InjectsIntoAField {

	@Autowired
	@Nullable Catalogue catalogue;

}
