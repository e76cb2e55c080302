package org.gatehouse.mediation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message. Names are compared without regard to case.
 */
public interface Fields {

	/**
	 * Reads a field.
	 * @param name the field's name
	 * @return the first value, null where there is none
	 */
	@Nullable String get(String name);

	/**
	 * Reads a field that may be repeated.
	 * @param name the field's name
	 * @return all values in their order
	 */
	List<String> all(String name);

	/**
	 * Replaces a field.
	 * @param name the field's name
	 * @param value its only value
	 */
	void set(String name, String value);

	/**
	 * Adds a field beside those of the same name.
	 * @param name the field's name
	 * @param value one more value
	 */
	void add(String name, String value);

	/**
	 * Removes a field.
	 * @param name the field's name
	 */
	void remove(String name);

	/**
	 * Lists the fields.
	 * @return the names as they were sent, in any order
	 */
	Iterable<? extends CharSequence> names();

}
