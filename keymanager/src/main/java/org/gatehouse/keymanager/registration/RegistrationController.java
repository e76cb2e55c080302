package org.gatehouse.keymanager.registration;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.keymanager.accounts.AccountAuthenticationProvider;
import org.gatehouse.web.rest.RestApi;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * {@code /client-registration/v0.17/register} of the REST contracts' introduction.
 */
@RestApi("/client-registration/v0.17")
class RegistrationController {

	private final RegistrationService registrations;

	RegistrationController(RegistrationService registrations) {
		this.registrations = registrations;
	}

	@PostMapping("/register")
	ResponseEntity<RegisteredRestClient> register(@RequestBody RegistrationRequest request, Authentication caller) {
		String administers = AccountAuthenticationProvider.authority(Permission.ADMINISTER);
		boolean administrator = caller.getAuthorities()
			.stream()
			.anyMatch((authority) -> administers.equals(authority.getAuthority()));
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(this.registrations.register(request, caller.getName(), administrator));
	}

}
