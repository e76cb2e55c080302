package org.gatehouse.web.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring Security's strict firewall with the same rules for names and values of headers
 * and parameters as it has by default, but without regular expressions: every header that
 * anything looks at passes here each time.
 */
@Configuration(proxyBeanMethods = false)
class RequestFirewall {

	@Bean
	HttpFirewall httpFirewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedHeaderNames((name) -> isReadable(name, false));
		firewall.setAllowedHeaderValues((value) -> isReadable(value, true));
		firewall.setAllowedParameterNames((name) -> isReadable(name, false));
		return firewall;
	}

	/** Assigned characters only, and none that controls; a tab may stand in a value. */
	static boolean isReadable(String text, boolean tabs) {
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			int character = text.codePointAt(i);
			boolean plain = character >= ' ' && character < 0x7f;
			if (!plain && !(tabs && character == '\t')
					&& (Character.isISOControl(character) || !Character.isDefined(character))) {
				return false;
			}
		}
		return true;
	}

}
