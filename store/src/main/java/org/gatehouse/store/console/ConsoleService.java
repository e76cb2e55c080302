package org.gatehouse.store.console;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.store.catalogue.ApiDetail;
import org.gatehouse.store.catalogue.CatalogueService;
import org.gatehouse.store.catalogue.GatewayUrls;
import org.gatehouse.web.rest.BadRequest;
import org.gatehouse.web.rest.NotFound;
import org.gatehouse.web.security.SignedInUser;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Tries an operation out. The browser calls the store, and the store calls the gateway:
 * no other host, and nothing but an operation of an API that the user sees. So neither
 * CORS nor an unknown certificate is ever in the way, and nobody can use the store to
 * look around in its network.
 */
@Service
public class ConsoleService {

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");

	private final CatalogueService catalogue;

	private final GatewayRelay relay;

	ConsoleService(CatalogueService catalogue, GatewayRelay relay) {
		this.catalogue = catalogue;
		this.relay = relay;
	}

	/**
	 * Makes a call.
	 * @param user who asks
	 * @param apiId the API version
	 * @param request the call
	 * @return what came of it
	 * @throws NotFound if the user sees no such API
	 * @throws BadRequest naming every wrong field, {@code operation} where the API has no
	 * such operation
	 */
	public ConsoleResult call(SignedInUser user, UUID apiId, ConsoleRequest request) {
		Prepared prepared = prepare(user, apiId, request);
		return this.relay.send(prepared.address(), prepared.request(), prepared.headers(), prepared.curl());
	}

	/**
	 * The same call at the command line, without making it.
	 * @param user who asks, null for an anonymous visitor
	 * @param apiId the API version
	 * @param request the call
	 * @return a curl command with the token in it
	 * @throws NotFound if the user sees no such API
	 * @throws BadRequest naming every wrong field
	 */
	public String curl(@Nullable SignedInUser user, UUID apiId, ConsoleRequest request) {
		return prepare(user, apiId, request).curl();
	}

	private Prepared prepare(@Nullable SignedInUser user, UUID apiId, ConsoleRequest request) {
		ApiDetail api = this.catalogue.get(user, apiId);
		boolean known = api.operations()
			.stream()
			.anyMatch(
					(operation) -> operation.verb() == request.verb() && operation.pattern().equals(request.pattern()));
		if (!known) {
			throw new BadRequest("operation", request.verb() + " " + request.pattern(), "an operation of the API");
		}
		ConsoleRequest checked = withoutNeedlessBody(request);
		BadRequest.Collector wrong = BadRequest.collect();
		wrong.require(
				checked.body() == null
						|| checked.body().getBytes(StandardCharsets.UTF_8).length <= GatewayRelay.LARGEST_BODY,
				"body", null, "at most " + GatewayRelay.LARGEST_BODY + " bytes");
		wrong.require(checked.accessToken() == null || TOKEN.matcher(checked.accessToken()).matches(), "accessToken",
				null, "an access token, without Bearer before it");
		wrong.throwIfAny();
		List<ConsoleRequest.Field> headers = ConsoleHeaders.toSend(checked);
		String token = checked.accessToken();
		if (token != null && !api.authorizationHeader().equalsIgnoreCase("Authorization")) {
			headers = Stream
				.concat(Stream.of(new ConsoleRequest.Field(api.authorizationHeader(), "Bearer " + token)),
						headers.stream())
				.toList();
			checked = checked.withoutToken();
		}
		GatewayUrls urls = api.urls();
		URI address = ConsoleAddress.of(urls.preferred(), checked);
		return new Prepared(address, checked, headers, curl(address, checked, headers));
	}

	private static ConsoleRequest withoutNeedlessBody(ConsoleRequest request) {
		boolean noBody = request.body() == null || request.body().isEmpty() || request.verb() == HttpVerb.GET
				|| request.verb() == HttpVerb.HEAD;
		boolean noToken = request.accessToken() == null || request.accessToken().isBlank();
		return new ConsoleRequest(request.verb(), request.pattern(), request.pathValues(), request.query(),
				request.headers(), noBody ? null : request.body(),
				noToken ? null : String.valueOf(request.accessToken()).strip());
	}

	private static String curl(URI address, ConsoleRequest request, List<ConsoleRequest.Field> headers) {
		ShellCommand command = ShellCommand.curl();
		if (request.verb() == HttpVerb.HEAD) {
			command = command.with("-I");
		}
		else if (request.verb() != HttpVerb.GET) {
			command = command.with("-X", request.verb().name());
		}
		if (request.accessToken() != null) {
			command = command.with("-H", "Authorization: Bearer " + request.accessToken());
		}
		for (ConsoleRequest.Field header : headers) {
			command = command.with("-H", header.name() + ": " + header.value());
		}
		if (request.body() != null) {
			command = command.with("--data-raw", request.body());
		}
		return command.with(address.toString()).text();
	}

	private record Prepared(URI address, ConsoleRequest request, List<ConsoleRequest.Field> headers, String curl) {

	}

}
