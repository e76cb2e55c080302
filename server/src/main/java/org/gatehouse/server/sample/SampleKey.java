package org.gatehouse.server.sample;

/**
 * The sample application's production key.
 *
 * @param consumerKey the client id
 * @param consumerSecret the client secret
 */
public record SampleKey(String consumerKey, String consumerSecret) {

	@Override
	public String toString() {
		return "SampleKey[" + this.consumerKey + "]";
	}

}
