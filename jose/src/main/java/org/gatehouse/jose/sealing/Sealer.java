package org.gatehouse.jose.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;

/**
 * Encrypts what the platform has to keep in clear for itself (private keys, passwords of
 * endpoints), under the installation's master key. The master key is 32 random bytes in a
 * file outside the database.
 */
public final class Sealer {

	private static final int KEY_BYTES = 32;

	private final SecretKey master;

	private final Aead cipher;

	private Sealer(byte[] master) {
		this.master = new SecretKeySpec(master, "Generic");
		this.cipher = cipher(derive("seal"));
	}

	@AccessesPartialKey
	private static Aead cipher(byte[] key) {
		try {
			AesGcmParameters parameters = AesGcmParameters.builder()
				.setKeySizeBytes(KEY_BYTES)
				.setIvSizeBytes(12)
				.setTagSizeBytes(16)
				.setVariant(AesGcmParameters.Variant.NO_PREFIX)
				.build();
			return AesGcmJce.create(AesGcmKey.builder()
				.setParameters(parameters)
				.setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
				.build());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("AES-GCM is not available", ex);
		}
	}

	/**
	 * Reads the master key from a file; makes it where there is none.
	 * @param file 32 bytes in Base64; made readable by its owner alone
	 * @return the sealer
	 * @throws IllegalStateException if the file holds something else
	 * @throws UncheckedIOException if it cannot be read or made
	 */
	public static Sealer fromFile(Path file) {
		try {
			if (!Files.exists(file)) {
				create(file);
			}
			return ofExisting(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads the master key from a file that another node of the installation made.
	 * @param file 32 bytes in Base64
	 * @return the sealer
	 * @throws IllegalStateException if the file holds something else
	 * @throws UncheckedIOException if it cannot be read
	 */
	public static Sealer ofExisting(Path file) {
		try {
			byte[] master = Base64.getDecoder().decode(Files.readString(file).strip());
			if (master.length != KEY_BYTES) {
				throw new IllegalArgumentException("length");
			}
			return new Sealer(master);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("master key file: " + file + " (expected: 32 bytes in Base64)", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void create(Path file) throws IOException {
		byte[] master = new byte[KEY_BYTES];
		new SecureRandom().nextBytes(master);
		Path parent = file.toAbsolutePath().getParent();
		if (parent != null) {
			Files.createDirectories(parent);
		}
		try {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(file, Base64.getEncoder().encodeToString(master), StandardOpenOption.WRITE);
		}
		catch (FileAlreadyExistsException ex) {
			// Another node of the installation was faster; its key is the one.
		}
	}

	/**
	 * Encrypts.
	 * @param clear what to keep secret
	 * @param name what it is; the same name is needed to unseal it
	 * @return the sealed bytes
	 */
	public byte[] seal(byte[] clear, String name) {
		try {
			return this.cipher.encrypt(clear, name.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("sealing failed: " + name, ex);
		}
	}

	/**
	 * Decrypts.
	 * @param sealed what {@link #seal} gave
	 * @param name the name that it was sealed under
	 * @return the clear bytes
	 * @throws IllegalStateException if it was sealed under another master key or name, or
	 * was changed
	 */
	public byte[] unseal(byte[] sealed, String name) {
		try {
			return this.cipher.decrypt(sealed, name.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(
					"'" + name + "' cannot be unsealed: the master key file is not the one that it was sealed with",
					ex);
		}
	}

	/**
	 * Derives a key of its own for a purpose (RFC 5869).
	 * @param purpose what the key is for
	 * @return 32 bytes, the same for the same purpose and master key
	 */
	public byte[] derive(String purpose) {
		try {
			KDF hkdf = KDF.getInstance("HKDF-SHA256");
			return hkdf.deriveData(HKDFParameterSpec.ofExtract()
				.addIKM(this.master)
				.thenExpand(("gatehouse " + purpose).getBytes(StandardCharsets.UTF_8), KEY_BYTES));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HKDF-SHA256 is not available", ex);
		}
	}

}
