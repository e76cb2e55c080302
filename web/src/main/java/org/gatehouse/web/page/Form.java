package org.gatehouse.web.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Conflict;
import org.gatehouse.web.rest.FieldError;
import org.gatehouse.web.rest.Forbidden;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.rest.PreconditionFailed;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.rest.TooLarge;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A form as the page shows it: what was typed or is stored, and what is wrong with it.
 * The fragments of {@code fragments/form.html} read it from the model attribute
 * {@code form}.
 */
public final class Form {

	private final MultiValueMap<String, String> values;

	private final Map<String, String> errors;

	private final @Nullable String problem;

	private Form(MultiValueMap<String, String> values, Map<String, String> errors, @Nullable String problem) {
		this.values = values;
		this.errors = errors;
		this.problem = problem;
	}

	/**
	 * A form in which nothing was typed yet.
	 * @return an empty form
	 */
	public static Form empty() {
		return of(new LinkedMultiValueMap<>());
	}

	/**
	 * A form filled in with what is stored.
	 * @param values the fields' values by name
	 * @return the form
	 */
	public static Form of(Map<String, String> values) {
		MultiValueMap<String, String> all = new LinkedMultiValueMap<>();
		values.forEach(all::add);
		return of(all);
	}

	/**
	 * A form filled in with what was typed.
	 * @param values the request's parameters
	 * @return the form
	 */
	public static Form of(MultiValueMap<String, String> values) {
		return new Form(new LinkedMultiValueMap<>(values), Map.of(), null);
	}

	/**
	 * The same form with what is wrong about it.
	 * @param refusal why it was not accepted
	 * @return a form with errors at the fields, or one for all of it
	 */
	public Form refused(Refusal refusal) {
		return switch (refusal) {
			case BadRequest bad -> {
				Map<String, String> found = new LinkedHashMap<>();
				for (FieldError error : bad.fields()) {
					found.putIfAbsent(error.field(), error.message());
				}
				yield new Form(this.values, found, null);
			}
			case Conflict conflict when conflict.field() != null ->
				new Form(this.values, Map.of(String.valueOf(conflict.field()), conflict.description()), null);
			case Conflict _, Forbidden _, NotFound _, PreconditionFailed _, TooLarge _, Unavailable _ ->
				new Form(this.values, Map.of(), refusal.description());
		};
	}

	/**
	 * The same form with an error moved to the field in which the page has what is wrong.
	 * @param field the field that the service names
	 * @param shown the form's field
	 * @return the form
	 */
	public Form renamed(String field, String shown) {
		Map<String, String> moved = new LinkedHashMap<>();
		this.errors.forEach((name, error) -> moved.putIfAbsent(name.equals(field) ? shown : name, error));
		return new Form(this.values, moved, this.problem);
	}

	/**
	 * A field's value.
	 * @param field the field's name
	 * @return the first value, empty where there is none
	 */
	public String value(String field) {
		String value = this.values.getFirst(field);
		return (value != null) ? value : "";
	}

	/**
	 * A field's value, or another where it was not sent at all.
	 * @param field the field's name
	 * @param otherwise what a fresh form shows
	 * @return the first value
	 */
	public String value(String field, String otherwise) {
		return this.values.containsKey(field) ? value(field) : otherwise;
	}

	/**
	 * Tells whether one of several values is chosen.
	 * @param field the name of a select, a group of radio buttons or check boxes
	 * @param value one of its values
	 * @return true where it is among the field's values
	 */
	public boolean has(String field, String value) {
		return this.values.getOrDefault(field, List.of()).contains(value);
	}

	/**
	 * What is wrong with a field.
	 * @param field the field's name
	 * @return the message, null where nothing is
	 */
	public @Nullable String error(String field) {
		return this.errors.get(field);
	}

	/**
	 * All that is wrong with fields.
	 * @return the messages by field
	 */
	public Map<String, String> errors() {
		return this.errors;
	}

	/**
	 * What is wrong with the form as a whole.
	 * @return the message, null where nothing is
	 */
	public @Nullable String problem() {
		return this.problem;
	}

	/**
	 * All names that were sent.
	 * @return the names in their order
	 */
	public List<String> fields() {
		return new ArrayList<>(this.values.keySet());
	}

}
