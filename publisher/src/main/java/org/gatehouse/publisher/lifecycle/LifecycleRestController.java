package org.gatehouse.publisher.lifecycle;

import java.security.Principal;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.gatehouse.common.api.ApiId;
import org.gatehouse.common.api.DeprecationNotice;
import org.gatehouse.common.api.LifecycleState;
import org.gatehouse.publisher.rest.BodyReader;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.EntityTag;
import org.gatehouse.web.rest.RestApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The contract's lifecycle operations.
 */
@RestApi("/api/am/publisher/v4/apis")
class LifecycleRestController {

	private final LifecycleService service;

	LifecycleRestController(LifecycleService service) {
		this.service = service;
	}

	/** The contract's {@code LifecycleState}, and what callers are told of the end. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record StateBody(String state, List<CheckItem> checkItems, List<Transition> availableTransitions,
			@Nullable DeprecationNotice deprecation) {

		static StateBody of(LifecycleView view) {
			List<CheckItem> items = view.checklistOffered()
					? List.of(new CheckItem("Deprecate old versions after publishing the API", false, List.of()),
							new CheckItem("Requires re-subscription when publishing the API", false, List.of()))
					: List.of();
			return new StateBody(word(view.state()), items,
					view.transitions()
						.entrySet()
						.stream()
						.map(move -> new Transition(move.getKey().wireName(), word(move.getValue())))
						.toList(),
					view.notice().equals(DeprecationNotice.NONE) ? null : view.notice());
		}

		private static String word(LifecycleState state) {
			return switch (state) {
				case CREATED -> "Created";
				case PROTOTYPED -> "Prototyped";
				case PUBLISHED -> "Published";
				case BLOCKED -> "Blocked";
				case DEPRECATED -> "Deprecated";
				case RETIRED -> "Retired";
			};
		}

	}

	/** A wish that publishing takes. */
	record CheckItem(String name, boolean value, List<String> requiredStates) {

	}

	/** A possible step. */
	record Transition(String event, String targetState) {

	}

	/** The contract's {@code WorkflowResponse}. */
	record WorkflowBody(String workflowStatus, StateBody lifecycleState) {

	}

	/** The contract's {@code LifecycleHistory}. */
	record HistoryBody(int count, List<HistoryItem> list) {

	}

	/** The contract's {@code LifecycleHistoryItem}. */
	record HistoryItem(String previousState, String postState, String user, String updatedTime) {

	}

	@PostMapping("/change-lifecycle")
	ResponseEntity<WorkflowBody> change(@RequestParam UUID apiId, @RequestParam String action,
			@RequestParam(required = false) @Nullable String lifecycleChecklist,
			@RequestParam(required = false) @Nullable String sunset,
			@RequestParam(required = false) @Nullable String successor,
			@RequestParam(required = false) @Nullable String documentation,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			Principal principal) {
		LifecycleView view = this.service.change(new ApiId(apiId), action(action), Checklist.parse(lifecycleChecklist),
				new DeprecationRequest(sunset, successor, documentation), ifMatch, principal.getName());
		return ResponseEntity.ok()
			.eTag(EntityTag.of(view.edition()))
			.body(new WorkflowBody("APPROVED", StateBody.of(view)));
	}

	/** Not of the contract, which tells callers nothing of an API's end. */
	@PutMapping("/{apiId}/deprecation-notice")
	ResponseEntity<StateBody> announce(@PathVariable UUID apiId, @RequestBody JsonNode body,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		BadRequest.Collector problems = BadRequest.collect();
		BodyReader notice = BodyReader.of(body, problems);
		DeprecationRequest request = new DeprecationRequest(notice.text("sunset", null), notice.text("successor", null),
				notice.text("documentation", null));
		problems.throwIfAny();
		LifecycleView view = this.service.announce(new ApiId(apiId), request, ifMatch);
		return ResponseEntity.ok().eTag(EntityTag.of(view.edition())).body(StateBody.of(view));
	}

	private static LifecycleState.Action action(String name) {
		try {
			return LifecycleState.Action.fromWireName(name);
		}
		catch (IllegalArgumentException _) {
			throw new BadRequest("action", name,
					"Publish, Deploy as a Prototype, Demote to Created, Block, Re-Publish, Deprecate or Retire");
		}
	}

	@GetMapping("/{apiId}/lifecycle-state")
	ResponseEntity<StateBody> state(@PathVariable UUID apiId) {
		LifecycleView view = this.service.state(new ApiId(apiId));
		return ResponseEntity.ok().eTag(EntityTag.of(view.edition())).body(StateBody.of(view));
	}

	@GetMapping("/{apiId}/lifecycle-history")
	HistoryBody history(@PathVariable UUID apiId) {
		List<HistoryItem> items = this.service.history(new ApiId(apiId))
			.stream()
			.map(step -> new HistoryItem(step.from().name(), step.to().name(), step.actor(),
					step.happenedAt().toString()))
			.toList();
		return new HistoryBody(items.size(), items);
	}

}
