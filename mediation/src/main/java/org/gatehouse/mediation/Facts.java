package org.gatehouse.mediation;

import java.util.Map;

/**
 * What policies may know about a call and cannot change.
 */
public interface Facts {

	/** The API's name. */
	String apiName();

	/** The API's version. */
	String apiVersion();

	/** The API's context. */
	String apiContext();

	/** The path of the called operation as it was declared. */
	String pattern();

	/** The calling application's name, empty where nobody knows. */
	String application();

	/** The IP address of the client. */
	String clientAddress();

	/** The call's identifier. */
	String requestId();

	/** True over HTTPS. */
	boolean secure();

	/** What the access token says, empty without one. */
	Map<String, Object> claims();

}
