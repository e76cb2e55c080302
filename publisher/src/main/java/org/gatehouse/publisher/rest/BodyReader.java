package org.gatehouse.publisher.rest;

import java.util.ArrayList;
import java.util.List;

import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON object strictly: a number is no string, and what is wrong is
 * collected under the field's path. Unknown fields are left alone, since WSO2's bodies
 * carry many that mean nothing here.
 */
public final class BodyReader {

	private final JsonNode object;

	private final String path;

	private final BadRequest.Collector problems;

	private BodyReader(JsonNode object, String path, BadRequest.Collector problems) {
		this.object = object;
		this.path = path;
		this.problems = problems;
	}

	/**
	 * Begins to read a body.
	 * @param body any JSON value
	 * @param problems takes what is wrong
	 * @return a reader of the body's fields
	 * @throws BadRequest if the body is no object
	 */
	public static BodyReader of(JsonNode body, BadRequest.Collector problems) {
		if (!body.isObject()) {
			throw new BadRequest("body", null, "a JSON object");
		}
		return new BodyReader(body, "", problems);
	}

	/**
	 * Tells whether a field is there, be it null.
	 * @param field the field's name
	 * @return false where the object does not have it
	 */
	public boolean has(String field) {
		return this.object.has(field);
	}

	/**
	 * The names of all fields.
	 * @return in the order of the body
	 */
	public List<String> names() {
		return List.copyOf(this.object.propertyNames());
	}

	/**
	 * The field's path in the whole body.
	 * @param field the field's name
	 * @return such as {@code operations[2].verb}
	 */
	public String path(String field) {
		return this.path.isEmpty() ? field : this.path + "." + field;
	}

	/**
	 * Reads a string.
	 * @param field the field's name
	 * @param otherwise what an absent field stands for
	 * @return the string, null where the field is null
	 */
	public @Nullable String text(String field, @Nullable String otherwise) {
		JsonNode value = this.object.get(field);
		if (value == null) {
			return otherwise;
		}
		if (value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			this.problems.reject(path(field), shown(value), "a string");
			return otherwise;
		}
		return value.stringValue();
	}

	/**
	 * Reads a string that must be there.
	 * @param field the field's name
	 * @return the string, empty where it is missing
	 */
	public String requiredText(String field) {
		JsonNode value = this.object.get(field);
		if (value == null || value.isNull()) {
			this.problems.reject(path(field), null, "a string; it is missing");
			return "";
		}
		String text = text(field, "");
		return (text != null) ? text : "";
	}

	/**
	 * Reads a boolean.
	 * @param field the field's name
	 * @param otherwise what an absent field or null stands for
	 * @return the boolean
	 */
	public boolean flag(String field, boolean otherwise) {
		JsonNode value = this.object.get(field);
		if (value == null || value.isNull()) {
			return otherwise;
		}
		if (!value.isBoolean()) {
			this.problems.reject(path(field), shown(value), "true or false");
			return otherwise;
		}
		return value.booleanValue();
	}

	/**
	 * Reads a whole number.
	 * @param field the field's name
	 * @param otherwise what an absent field or null stands for
	 * @return the number
	 */
	public @Nullable Long number(String field, @Nullable Long otherwise) {
		JsonNode value = this.object.get(field);
		if (value == null || value.isNull()) {
			return otherwise;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			this.problems.reject(path(field), shown(value), "a whole number");
			return otherwise;
		}
		return value.longValue();
	}

	/**
	 * Reads a value that WSO2's bodies have as a string, a number or a boolean.
	 * @param field the field's name
	 * @return the value as text without blanks around it, null where there is none or it
	 * is empty
	 */
	public @Nullable String scalar(String field) {
		JsonNode value = this.object.get(field);
		if (value == null || value.isNull()) {
			return null;
		}
		if (value.isContainer()) {
			this.problems.reject(path(field), shown(value), "a string or a number");
			return null;
		}
		String text = value.asString().strip();
		return text.isEmpty() ? null : text;
	}

	/**
	 * Reads an array of strings or numbers, or one of them alone.
	 * @param field the field's name
	 * @return the values as text, without those that are empty
	 */
	public List<String> scalars(String field) {
		JsonNode value = this.object.get(field);
		if (value == null || !value.isArray()) {
			String one = scalar(field);
			return (one == null) ? List.of() : List.of(one.split("[\\s,]+"));
		}
		List<String> texts = new ArrayList<>();
		for (JsonNode item : value) {
			if (item.isContainer()) {
				this.problems.reject(path(field), shown(item), "strings or numbers");
			}
			else if (!item.asString().isBlank()) {
				texts.add(item.asString().strip());
			}
		}
		return texts;
	}

	/**
	 * Reads an array of objects, or one object alone.
	 * @param field the field's name
	 * @return a reader of each object; empty where the field is absent or null
	 */
	public List<BodyReader> oneOrMore(String field) {
		JsonNode value = this.object.get(field);
		if (value != null && value.isArray()) {
			List<BodyReader> all = objects(field);
			return (all == null) ? List.of() : all;
		}
		BodyReader one = object(field);
		return (one == null) ? List.of() : List.of(one);
	}

	/**
	 * Reads an array of strings.
	 * @param field the field's name
	 * @param otherwise what an absent field stands for
	 * @return the strings, empty where the field is null
	 */
	public List<String> texts(String field, List<String> otherwise) {
		JsonNode value = array(field);
		if (value == null) {
			return otherwise;
		}
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < value.size(); i++) {
			JsonNode item = value.get(i);
			if (item.isString()) {
				texts.add(item.stringValue());
			}
			else {
				this.problems.reject(path(field) + "[" + i + "]", shown(item), "a string");
			}
		}
		return texts;
	}

	/**
	 * Reads an array of objects.
	 * @param field the field's name
	 * @return a reader of each object; null where the field is absent
	 */
	public @Nullable List<BodyReader> objects(String field) {
		JsonNode value = array(field);
		if (value == null) {
			return null;
		}
		List<BodyReader> objects = new ArrayList<>();
		for (int i = 0; i < value.size(); i++) {
			String itemPath = path(field) + "[" + i + "]";
			if (value.get(i).isObject()) {
				objects.add(new BodyReader(value.get(i), itemPath, this.problems));
			}
			else {
				this.problems.reject(itemPath, shown(value.get(i)), "an object");
			}
		}
		return objects;
	}

	/**
	 * Reads an object.
	 * @param field the field's name
	 * @return a reader of the object; null where the field is absent or null
	 */
	public @Nullable BodyReader object(String field) {
		JsonNode value = this.object.get(field);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isObject()) {
			this.problems.reject(path(field), shown(value), "an object");
			return null;
		}
		return new BodyReader(value, path(field), this.problems);
	}

	/**
	 * Gives a field as it is, for those who read it themselves.
	 * @param field the field's name
	 * @return the value, null where the field is absent
	 */
	public @Nullable JsonNode any(String field) {
		return this.object.get(field);
	}

	private @Nullable JsonNode array(String field) {
		JsonNode value = this.object.get(field);
		if (value == null) {
			return null;
		}
		if (!value.isArray() && !value.isNull()) {
			this.problems.reject(path(field), shown(value), "an array");
			return null;
		}
		return value;
	}

	private static String shown(JsonNode value) {
		return value.isContainer() ? (value.isObject() ? "{…}" : "[…]") : value.asString();
	}

}
