package org.gatehouse.publisher.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.publisher.deployment.RevisionService;
import org.gatehouse.publisher.design.ApiDesign;
import org.gatehouse.publisher.design.ApiDesignService;
import org.gatehouse.publisher.design.ApiView;
import org.gatehouse.web.WebProperties;
import org.gatehouse.web.page.Form;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the pages of an API share: the head with state and deployment, and saving a part
 * of the working copy, alone or with deploying it.
 */
@Component
class Workspace {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'", Locale.UK)
		.withZone(ZoneOffset.UTC);

	/** How long a page looks again by itself whether the gateways have a deployment. */
	private static final Duration LOOKING = Duration.ofSeconds(15);

	private final ApiDesignService designs;

	private final RevisionService revisions;

	private final WebProperties properties;

	private final MessageSource messages;

	private final Clock clock;

	Workspace(ApiDesignService designs, RevisionService revisions, WebProperties properties, MessageSource messages,
			Clock clock) {
		this.designs = designs;
		this.revisions = revisions;
		this.properties = properties;
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * Puts into a page's model what its head shows.
	 * @param id the API version
	 * @param tab the page's name, which is its template's
	 * @param model the page's model
	 * @return the API version
	 */
	ApiView open(ApiId id, String tab, Model model) {
		ApiView api = this.designs.get(id);
		ApiDesign design = api.design();
		model.addAttribute("api", api);
		model.addAttribute("design", design);
		model.addAttribute("tab", tab);
		model.addAttribute("deploy",
				DeployState.of(this.revisions.deployments(id), this.revisions.hasUndeployedChanges(id)));
		String context = design.context().contains("{version}")
				? design.context().replace("{version}", design.version()) : design.context() + "/" + design.version();
		model.addAttribute("url", this.properties.gatewayUrl() + context);
		model.addAttribute("times", this);
		return api;
	}

	/**
	 * Lets the browser look again while gateways are taking a deployment over.
	 * @param model as {@link #open} filled it
	 * @param response the page's response
	 */
	void lookAgain(Model model, HttpServletResponse response) {
		if (model.getAttribute("deploy") instanceof DeployState state && state.kind() == DeployState.Kind.DEPLOYING
				&& state.gateways() > 0 && state.since() != null
				&& this.clock.instant().isBefore(state.since().plus(LOOKING))) {
			response.setHeader("Refresh", "1");
		}
	}

	/**
	 * Saves a changed part of the working copy and leads back to its page; deploys it too
	 * where the button for that was pressed.
	 * @param edit what was sent
	 * @param change makes the new design of the present one
	 * @param page shows the form again with what is wrong
	 * @return the view
	 */
	String save(Edit edit, UnaryOperator<ApiDesign> change, Function<Form, String> page) {
		Form form = Form.of(edit.typed());
		try {
			String edition = form.value("edition");
			this.designs.update(edit.id(), change.apply(this.designs.get(edit.id()).design()),
					edition.isEmpty() ? null : "\"" + edition + "\"");
		}
		catch (Refusal refusal) {
			edit.response().setStatus(refusal.status());
			return page.apply(form.refused(refusal));
		}
		edit.flash().addFlashAttribute("flash", say("publisher.saved"));
		if ("deploy".equals(form.value("act"))) {
			deploy(edit.id(), edit.actor(), edit.flash());
		}
		return "redirect:" + path(edit.id(), edit.tab());
	}

	/**
	 * Deploys the working copy, and says so, or why not, on the next page.
	 * @param id the API version
	 * @param actor the user's name
	 * @param flash the next page's attributes
	 */
	void deploy(ApiId id, String actor, RedirectAttributes flash) {
		try {
			int number = this.revisions.deployWorkingCopy(id, null, actor).number();
			flash.addFlashAttribute("flash", say("publisher.deployed", number));
		}
		catch (Refusal refusal) {
			flash.addFlashAttribute("flashProblem", say("publisher.notDeployed", refusal.description()));
		}
	}

	String say(String key, Object... values) {
		return this.messages.getMessage(key, values, LocaleContextHolder.getLocale());
	}

	static String path(ApiId id, String tab) {
		return "/publisher/apis/" + id + (tab.equals("overview") ? "" : "/" + tab);
	}

	static String editionOf(ApiView api) {
		return EntityTag.of(api.edition()).replace("\"", "");
	}

	/** For templates: a time for people. */
	public String utc(@Nullable Instant instant) {
		return (instant != null) ? TIME.format(instant) : "";
	}

	/**
	 * What a page sent.
	 *
	 * @param id the API version
	 * @param tab the page's name
	 * @param typed the fields
	 * @param actor the user's name
	 * @param flash the next page's attributes
	 * @param response this page's response
	 */
	record Edit(ApiId id, String tab, MultiValueMap<String, String> typed, String actor, RedirectAttributes flash,
			HttpServletResponse response) {

	}

}
