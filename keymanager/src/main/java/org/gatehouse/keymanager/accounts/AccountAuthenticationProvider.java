package org.gatehouse.keymanager.accounts;

import java.util.List;

import org.gatehouse.common.identity.Permission;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Lets users sign in with name and password: the sign-in page and HTTP Basic. What a user
 * may becomes authorities such as {@code PERMISSION_ADMINISTER}.
 */
@Component
public class AccountAuthenticationProvider implements AuthenticationProvider {

	private static final String PREFIX = "PERMISSION_";

	private final Credentials credentials;

	AccountAuthenticationProvider(Credentials credentials) {
		this.credentials = credentials;
	}

	/**
	 * The authority of a permission.
	 * @param permission the permission
	 * @return its name
	 */
	public static String authority(Permission permission) {
		return PREFIX + permission.name();
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		String address = (authentication.getDetails() instanceof WebAuthenticationDetails details)
				? String.valueOf(details.getRemoteAddress()) : "";
		Account account = this.credentials
			.check(authentication.getName(), String.valueOf(authentication.getCredentials()), address)
			.orElseThrow(() -> new BadCredentialsException("name and password do not fit together"));
		List<GrantedAuthority> authorities = Permission.of(account.roles())
			.stream()
			.<GrantedAuthority>map((permission) -> new SimpleGrantedAuthority(authority(permission)))
			.toList();
		UsernamePasswordAuthenticationToken authenticated = UsernamePasswordAuthenticationToken
			.authenticated(account.name(), null, authorities);
		authenticated.setDetails(authentication.getDetails());
		return authenticated;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
