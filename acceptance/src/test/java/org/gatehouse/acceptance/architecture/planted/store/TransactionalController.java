package org.gatehouse.acceptance.architecture.planted.store;

import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;

/**
 * Planted: a transaction in a controller.
 */
@Controller
class TransactionalController {

	@Transactional
	void save() {
	}

}
