package org.gatehouse.acceptance.architecture.planted.tests;

import org.junit.jupiter.api.Disabled;

/**
 * Planted: a test that does not run.
 */
@Disabled
class SwitchedOffTest {

}
