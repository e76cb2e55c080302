package org.gatehouse.publisher.definition;

/**
 * JSON pointers (RFC 6901) as text.
 */
final class Pointers {

	private Pointers() {
	}

	static String child(String parent, String key) {
		return parent + "/" + key.replace("~", "~0").replace("/", "~1");
	}

	static String child(String parent, int index) {
		return parent + "/" + index;
	}

}
