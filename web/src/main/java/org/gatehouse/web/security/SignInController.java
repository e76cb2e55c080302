package org.gatehouse.web.security;

import java.util.Locale;
import java.util.regex.Pattern;

import org.gatehouse.web.rest.NotFound;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The pages around signing in and out, the same for each portal.
 */
@Controller
class SignInController {

	/**
	 * A path with its query; nothing that could lead to another host or break the header.
	 */
	private static final Pattern HARMLESS = Pattern.compile("/[A-Za-z0-9/_.~%?&=+:,;@-]*");

	/**
	 * Leads back to where someone wanted to go before signing in. The chain lets only
	 * those get here who are signed in, and sends others to sign in first.
	 */
	@GetMapping("/{portal:publisher|store|admin|profile}/sign-in")
	String signedIn(@PathVariable String portal, @RequestParam(required = false) @Nullable String to) {
		Portal target = portal(portal);
		boolean own = to != null && target == Portal.of(to) && HARMLESS.matcher(to).matches() && !to.contains("//");
		return "redirect:" + (own ? to : target.path());
	}

	@GetMapping("/{portal:publisher|store|admin|profile}/sign-in-failed")
	@ResponseStatus(HttpStatus.UNAUTHORIZED)
	String failed(@PathVariable String portal) {
		portal(portal);
		return "layout/sign-in-failed";
	}

	@GetMapping("/{portal:publisher|store|admin|profile}/signed-out")
	String signedOut(@PathVariable String portal) {
		portal(portal);
		return "layout/signed-out";
	}

	private static Portal portal(String name) {
		Portal portal = Portal.of("/" + name.toLowerCase(Locale.ROOT));
		if (portal == null) {
			throw NotFound.of("portal", name);
		}
		return portal;
	}

}
