package org.gatehouse.publisher.definition;

import org.jspecify.annotations.Nullable;

/**
 * Where a walk over a document is; becomes a pointer only when there is something to say,
 * since a large document has a million places.
 *
 * @param parent the place above; null at the root
 * @param key the member's name or the item's number
 */
record DocumentPath(@Nullable DocumentPath parent, String key) {

	static final DocumentPath ROOT = new DocumentPath(null, "");

	DocumentPath child(String name) {
		return new DocumentPath(this, name);
	}

	DocumentPath child(int index) {
		return new DocumentPath(this, Integer.toString(index));
	}

	String pointer() {
		return (this.parent == null) ? "" : Pointers.child(this.parent.pointer(), this.key);
	}

}
