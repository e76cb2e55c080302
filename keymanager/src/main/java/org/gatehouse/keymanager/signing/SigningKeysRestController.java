package org.gatehouse.keymanager.signing;

import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.RestApi;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The signing keys for programs, such as the command line client's
 * {@code rotate signing-key}.
 */
@RestApi("/api/am/admin/v4/signing-keys")
class SigningKeysRestController {

	private final KeyRotation rotation;

	SigningKeysRestController(KeyRotation rotation) {
		this.rotation = rotation;
	}

	@GetMapping
	Page<SigningKeyView> list() {
		return Page.all(this.rotation.list());
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	SigningKeyView rotate(@RequestBody Rotation rotation) {
		return this.rotation.rotate(KeyNames.algorithm(rotation.algorithm()));
	}

	@DeleteMapping("/{keyId}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable String keyId) {
		this.rotation.remove(keyId);
	}

	/**
	 * What a new key is to be.
	 *
	 * @param algorithm such as {@code ES256}
	 */
	record Rotation(String algorithm) {

	}

}
