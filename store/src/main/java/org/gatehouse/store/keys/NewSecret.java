package org.gatehouse.store.keys;

/**
 * A key with its secret, at the only moment when the secret is known. Its text form
 * leaves the secret out, so that no log has it.
 *
 * @param key the key
 * @param consumerSecret the secret
 */
public record NewSecret(KeyView key, String consumerSecret) {

	@Override
	public String toString() {
		return "NewSecret[key=" + this.key + "]";
	}

}
