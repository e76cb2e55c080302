package org.gatehouse.jose;

import java.security.Provider;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * The native provider of signatures, where the platform has one. An RS256 signature costs
 * about a quarter of the JDK's with it. It is handed to each signature and not installed,
 * so that nothing else of the process changes.
 */
final class NativeCrypto {

	/** The provider, null where the JDK's own have to do. */
	static final @Nullable Provider PROVIDER = load();

	private NativeCrypto() {
	}

	private static @Nullable Provider load() {
		try {
			AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
			// Returned as it is, it would have to be known as a provider when this class
			// is linked. With an AOT cache that is before the program begins, and all
			// waits until the signatures of its jar are verified.
			return (provider.getLoadingError() == null) ? Provider.class.cast(provider) : null;
		}
		catch (LinkageError ex) {
			return null;
		}
	}

}
