package org.gatehouse.keymanager.accounts;

import java.util.List;

import org.gatehouse.common.identity.Permission;
import org.gatehouse.web.rest.Unavailable;
import org.jspecify.annotations.Nullable;

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
		return switch (check(authentication)) {
			case Credentials.Result.Welcome welcome -> authenticated(welcome.account(), authentication.getDetails());
			case Credentials.Result.PasswordToChange change ->
				throw new SignInHeldUp(change.account(), SignInHeldUp.Reason.PASSWORD_TO_CHANGE);
			case Credentials.Result.EmailToConfirm confirm ->
				throw new SignInHeldUp(confirm.account(), SignInHeldUp.Reason.EMAIL_TO_CONFIRM);
			case Credentials.Result.Refused _ ->
				throw new BadCredentialsException("name and password do not fit together");
		};
	}

	private Credentials.Result check(Authentication authentication) {
		try {
			return this.credentials.check(authentication.getName(), String.valueOf(authentication.getCredentials()),
					origin(authentication.getDetails()));
		}
		catch (Unavailable down) {
			throw new SignInUnavailable(down);
		}
	}

	private static Origin origin(@Nullable Object details) {
		return switch (details) {
			case Origin origin -> origin;
			case WebAuthenticationDetails web -> Origin.of(web.getRemoteAddress());
			case null, default -> Origin.of(null);
		};
	}

	/**
	 * A user who has proved to be one.
	 * @param account the user
	 * @param details what else is known about the request
	 * @return the user with what the roles allow
	 */
	public static UsernamePasswordAuthenticationToken authenticated(Account account, @Nullable Object details) {
		List<GrantedAuthority> authorities = Permission.of(account.roles())
			.stream()
			.<GrantedAuthority>map((permission) -> new SimpleGrantedAuthority(authority(permission)))
			.toList();
		UsernamePasswordAuthenticationToken authenticated = UsernamePasswordAuthenticationToken
			.authenticated(account.name(), null, authorities);
		authenticated.setDetails(details);
		return authenticated;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
