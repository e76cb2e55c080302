package org.gatehouse.gatewaycore.throttle;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the conditions of advanced policies can be about. Asked only where there are any.
 */
public interface Caller {

	/**
	 * Who calls.
	 * @return the user's name, null where there is none
	 */
	@Nullable String user();

	/**
	 * From where the call comes.
	 * @return the client's IP address as text
	 */
	String address();

	/**
	 * From where the call comes.
	 * @return the client's IP address, 4 or 16 bytes
	 */
	byte[] addressBytes();

	/**
	 * A header field.
	 * @param name the field's name
	 * @return its values, empty where it was not sent
	 */
	List<String> header(String name);

	/**
	 * A query parameter.
	 * @param name the parameter's name
	 * @return its decoded values, empty where it was not sent
	 */
	List<String> parameter(String name);

	/**
	 * A claim of the access token.
	 * @param name the claim's name
	 * @return its values as text, empty where the token has none
	 */
	List<String> claim(String name);

}
