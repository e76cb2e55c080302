package org.gatehouse.db.mail;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox.
 *
 * @param id the mail
 * @param tenantId the tenant whose user it is for
 * @param recipient the address
 * @param subject its subject
 * @param sealedText its text, sealed; null once it is of no more use
 * @param createdAt when it was queued
 * @param uselessAt when what it says no longer holds
 * @param attempts how many times it was tried to send it
 * @param nextAttemptAt when it is tried again
 * @param sentAt when it was sent, null where it was not
 * @param problem why the last attempt failed, null where none did
 */
public record MailRow(UUID id, UUID tenantId, String recipient, String subject, byte @Nullable [] sealedText,
		Instant createdAt, Instant uselessAt, int attempts, Instant nextAttemptAt, @Nullable Instant sentAt,
		@Nullable String problem) {

}
