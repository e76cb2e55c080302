package org.gatehouse.acceptance.architecture.planted.store;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Planted: a transaction outside a service.
 */
@Component
@Transactional
class TransactionalComponent {

}
