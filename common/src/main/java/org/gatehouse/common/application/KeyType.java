package org.gatehouse.common.application;

/**
 * Which of an API's endpoints a key leads to.
 */
public enum KeyType {

	PRODUCTION, SANDBOX

}
