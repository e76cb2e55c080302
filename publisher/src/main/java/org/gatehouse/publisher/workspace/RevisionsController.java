package org.gatehouse.publisher.workspace;

import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.publisher.deployment.RevisionService;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.Refusal;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The revisions of an API: what was fixed when, which one is in force at which gateway.
 */
@Controller
class RevisionsController {

	private final Workspace workspace;

	private final RevisionService revisions;

	RevisionsController(Workspace workspace, RevisionService revisions) {
		this.workspace = workspace;
		this.revisions = revisions;
	}

	@GetMapping("/publisher/apis/{id}/revisions")
	String revisions(@PathVariable UUID id, Model model, HttpServletResponse response) {
		String page = page(new ApiId(id), Form.empty(), model);
		this.workspace.lookAgain(model, response);
		return page;
	}

	private String page(ApiId id, Form form, Model model) {
		this.workspace.open(id, "revisions", model);
		model.addAttribute("form", form);
		model.addAttribute("revisions", this.revisions.list(id));
		model.addAttribute("deployments", this.revisions.deployments(id));
		return "publisher/workspace/revisions";
	}

	/** Deploys the working copy as it is now; the button is in the head of every page. */
	@PostMapping("/publisher/apis/{id}/deploy")
	String deploy(@PathVariable UUID id, SignedInUser user, RedirectAttributes flash) {
		this.workspace.deploy(new ApiId(id), user.name(), flash);
		return "redirect:" + Workspace.path(new ApiId(id), "overview");
	}

	@PostMapping("/publisher/apis/{id}/revisions")
	String change(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed,
			@RequestParam(defaultValue = "deploy") String act, @RequestParam(required = false) @Nullable UUID revision,
			SignedInUser user, Model model, RedirectAttributes flash, HttpServletResponse response) {
		ApiId api = new ApiId(id);
		Form form = Form.of(typed);
		try {
			switch (act) {
				case "undeploy" -> this.revisions.undeploy(api, null);
				case "delete" -> this.revisions.delete(api, named(revision));
				case "restore" -> this.revisions.deploy(api, named(revision), user.name());
				case "deploy" -> this.revisions.deployWorkingCopy(api,
						form.value("description").isBlank() ? null : form.value("description").strip(), user.name());
				default -> throw new BadRequest("act", act, "deploy, restore, undeploy or delete");
			}
		}
		catch (Refusal refusal) {
			response.setStatus(refusal.status());
			return page(api, form.refused(refusal), model);
		}
		flash.addFlashAttribute("flash", this.workspace.say("publisher.revision.done." + act));
		return "redirect:" + Workspace.path(api, "revisions");
	}

	private static UUID named(@Nullable UUID revision) {
		if (revision == null) {
			throw new BadRequest("revision", null, "the id of a revision");
		}
		return revision;
	}

}
