package org.gatehouse.keymanager.mail;

import java.util.UUID;

import org.gatehouse.db.mail.MailRow;
import org.gatehouse.keymanager.people.UtcTime;
import org.gatehouse.web.page.Pager;
import org.gatehouse.web.rest.Page;
import org.gatehouse.web.rest.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The administrator's pages for the outbox.
 */
@Controller
class MailController {

	private final Mails mails;

	private final MailProperties properties;

	MailController(Mails mails, MailProperties properties) {
		this.mails = mails;
		this.properties = properties;
	}

	/**
	 * A mail as the pages show it.
	 *
	 * @param id the mail
	 * @param recipient the address
	 * @param subject its subject
	 * @param queued when it was queued
	 * @param sent when it was sent, null where it was not
	 * @param attempts how many times it was tried
	 * @param problem why the last attempt failed, null where none did
	 * @param open whether its text is still there
	 */
	record View(UUID id, String recipient, String subject, String queued, @Nullable String sent, int attempts,
			@Nullable String problem, boolean open) {

		static View of(MailRow mail) {
			return new View(mail.id(), mail.recipient(), mail.subject(), UtcTime.of(mail.createdAt()),
					(mail.sentAt() != null) ? UtcTime.of(mail.sentAt()) : null, mail.attempts(), mail.problem(),
					mail.sealedText() != null);
		}

	}

	@GetMapping("/admin/mail")
	String list(PageRequest page, Model model) {
		Page<MailRow> found = this.mails.list(page);
		model.addAttribute("mails", found.list().stream().map(View::of).toList());
		model.addAttribute("server", this.properties.hasServer());
		model.addAttribute("pager", Pager.of("/admin/mail", page.offset(), page.limit(), found.pagination().total()));
		return "admin/mails";
	}

	@GetMapping("/admin/mail/{id}")
	String show(@PathVariable UUID id, Model model) {
		MailRow mail = this.mails.get(id);
		model.addAttribute("mail", View.of(mail));
		model.addAttribute("server", this.properties.hasServer());
		model.addAttribute("text", this.properties.hasServer() ? null : this.mails.text(mail));
		return "admin/mail";
	}

	@PostMapping("/admin/mail/{id}/retry")
	String retry(@PathVariable UUID id, RedirectAttributes redirect) {
		this.mails.retry(id);
		redirect.addFlashAttribute("flash", "The mail is tried again now.");
		return "redirect:/admin/mail/" + id;
	}

}
