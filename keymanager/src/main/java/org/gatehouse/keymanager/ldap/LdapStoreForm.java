package org.gatehouse.keymanager.ldap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A directory as the page's form has it.
 */
final class LdapStoreForm {

	private LdapStoreForm() {
	}

	/** What a new one is likely to be. */
	static Form fresh() {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		values.add("enabled", "true");
		values.add("url", "ldaps://");
		values.add("authentication", "BIND");
		values.add("userFilter", "(objectClass=inetOrgPerson)");
		values.add("userNameAttribute", "uid");
		values.add("userIdAttribute", "entryUUID");
		values.add("emailAttribute", "mail");
		values.add("givenNameAttribute", "givenName");
		values.add("familyNameAttribute", "sn");
		values.add("groupFilter", "(objectClass=groupOfNames)");
		values.add("groupNameAttribute", "cn");
		values.add("groupMemberAttribute", "member");
		return Form.of(values);
	}

	static Form of(LdapStoreBody body) {
		MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
		put(values, "domain", body.domain());
		put(values, "rank", body.rank());
		put(values, "enabled", body.enabled());
		put(values, "url", body.url());
		put(values, "startTls", body.startTls());
		put(values, "trustedCertificates", body.trustedCertificates());
		put(values, "bindDn", body.bindDn());
		put(values, "writable", body.writable());
		put(values, "authentication", body.authentication());
		put(values, "passwordAttribute", body.passwordAttribute());
		put(values, "userBase", body.userBase());
		put(values, "userFilter", body.userFilter());
		put(values, "userNameAttribute", body.userNameAttribute());
		put(values, "userIdAttribute", body.userIdAttribute());
		put(values, "emailAttribute", body.emailAttribute());
		put(values, "givenNameAttribute", body.givenNameAttribute());
		put(values, "familyNameAttribute", body.familyNameAttribute());
		put(values, "userObjectClasses", String.join(" ", orNone(body.userObjectClasses())));
		put(values, "groupBase", body.groupBase());
		put(values, "groupFilter", body.groupFilter());
		put(values, "groupNameAttribute", body.groupNameAttribute());
		put(values, "groupMemberAttribute", body.groupMemberAttribute());
		put(values, "groupMembersByName", body.groupMembersByName());
		put(values, "groupRoles",
				orNone(body.groupRoles()).stream()
					.map((mapping) -> mapping.group() + " = " + String.join(", ", orNone(mapping.roles())))
					.collect(Collectors.joining("\n")));
		put(values, "connectMillis", body.connectMillis());
		put(values, "readMillis", body.readMillis());
		put(values, "connections", body.connections());
		put(values, "readEveryMinutes", body.readEveryMinutes());
		return Form.of(values);
	}

	private static <T> List<T> orNone(@Nullable List<T> list) {
		return Objects.requireNonNullElse(list, List.of());
	}

	private static void put(MultiValueMap<String, String> values, String name, @Nullable Object value) {
		if (value != null) {
			values.add(name, value.toString());
		}
	}

	/**
	 * Reads the form.
	 * @param form what was typed
	 * @return the same, not checked yet
	 * @throws BadRequest if something is no number, or a line of groups not of its form
	 */
	static LdapStoreBody read(Form form) {
		BadRequest.Collector problems = BadRequest.collect();
		LdapStoreBody body = new LdapStoreBody(form.value("domain"), number(form, "rank", problems),
				form.has("enabled", "true"), form.value("url"), form.has("startTls", "true"),
				form.value("trustedCertificates"), form.value("bindDn"), form.value("bindPassword"),
				form.has("writable", "true"), form.value("authentication"), form.value("passwordAttribute"),
				form.value("userBase"), form.value("userFilter"), form.value("userNameAttribute"),
				form.value("userIdAttribute"), form.value("emailAttribute"), form.value("givenNameAttribute"),
				form.value("familyNameAttribute"), words(form.value("userObjectClasses")), form.value("groupBase"),
				form.value("groupFilter"), form.value("groupNameAttribute"), form.value("groupMemberAttribute"),
				form.has("groupMembersByName", "true"), groups(form.value("groupRoles"), problems),
				number(form, "connectMillis", problems), number(form, "readMillis", problems),
				number(form, "connections", problems), number(form, "readEveryMinutes", problems));
		problems.throwIfAny();
		return body;
	}

	private static List<String> words(String text) {
		return Arrays.stream(text.strip().split("[\\s,]+")).filter((word) -> !word.isEmpty()).toList();
	}

	private static @Nullable Integer number(Form form, String field, BadRequest.Collector problems) {
		String text = form.value(field).strip();
		if (text.isEmpty()) {
			return null;
		}
		try {
			return Integer.valueOf(text);
		}
		catch (NumberFormatException _) {
			problems.reject(field, text, "a whole number");
			return null;
		}
	}

	private static List<LdapStoreBody.GroupRoles> groups(String text, BadRequest.Collector problems) {
		List<LdapStoreBody.GroupRoles> groups = new ArrayList<>();
		for (String line : text.lines().map(String::strip).filter((one) -> !one.isEmpty()).toList()) {
			int equals = line.indexOf('=');
			if (equals < 1) {
				problems.reject("groupRoles", line, "lines of the form: group = role, role");
				continue;
			}
			groups.add(new LdapStoreBody.GroupRoles(line.substring(0, equals).strip(),
					Arrays.stream(line.substring(equals + 1).split(",", -1))
						.map(String::strip)
						.filter((role) -> !role.isEmpty())
						.toList()));
		}
		return groups;
	}

}
