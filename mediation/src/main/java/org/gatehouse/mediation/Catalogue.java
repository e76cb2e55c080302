package org.gatehouse.mediation;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.gatehouse.mediation.PolicyParameter.Type;
import org.jspecify.annotations.Nullable;

import static org.gatehouse.mediation.PolicyParameter.choice;
import static org.gatehouse.mediation.PolicyParameter.flag;
import static org.gatehouse.mediation.PolicyParameter.number;
import static org.gatehouse.mediation.PolicyParameter.text;
import static org.gatehouse.mediation.PolicyParameter.token;

/**
 * The policies that Gatehouse ships, each with what makes an action of a use. Names and
 * parameters follow WSO2's where it has the policy.
 */
public final class Catalogue {

	/** The policy that answers with the definition's examples. */
	public static final String MOCK = "mockFromDefinition";

	/** The policy that sends calls to one of the API's dynamic endpoints. */
	static final String DYNAMIC_ENDPOINT = "dynamicEndpoint";

	/** The version of the policies that ship. */
	public static final String VERSION = "v1";

	private static final String MEDIA_TYPE = "[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}(; ?[a-zA-Z]+=[A-Za-z0-9._-]+)?";

	private static final Set<Flow> ALL = EnumSet.allOf(Flow.class);

	private static final Set<Flow> MESSAGES = EnumSet.of(Flow.REQUEST, Flow.RESPONSE);

	private static final Set<Flow> REQUESTS = EnumSet.of(Flow.REQUEST);

	private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

	static {
		headers();
		targets();
		bodies();
		guards();
		rest();
	}

	private Catalogue() {
	}

	private record Entry(PolicySpec spec, Function<Values, Action> maker) {

	}

	/**
	 * Lists the policies.
	 * @return all, in the order in which people read them
	 */
	public static List<PolicySpec> all() {
		return ENTRIES.values().stream().map(Entry::spec).toList();
	}

	/**
	 * Finds a policy.
	 * @param name its name
	 * @param version its version
	 * @return the policy, null where there is none
	 */
	public static @Nullable PolicySpec find(String name, String version) {
		Entry entry = ENTRIES.get(name);
		return (entry == null || !entry.spec().version().equals(version)) ? null : entry.spec();
	}

	static Action make(PolicySpec spec, Values values) {
		Entry entry = ENTRIES.get(spec.name());
		if (entry == null) {
			throw new IllegalStateException("policy: '" + spec.name() + "' (expected: one of the catalogue)");
		}
		return entry.maker().apply(values);
	}

	private static void add(String name, String displayName, String category, Set<Flow> flows, String description,
			Function<Values, Action> maker, PolicyParameter... parameters) {
		ENTRIES.put(name, new Entry(new PolicySpec(name, VERSION, displayName, description, category, flows,
				List.of(parameters), name.equals(MOCK) || name.equals("validateSchema")), maker));
	}

	private static PolicyParameter maxBytes() {
		return number("maxBytes", "Longest body", "How many bytes a body may have; a longer one is refused.", 1,
				16_777_216, 1_048_576);
	}

	private static void headers() {
		PolicyParameter name = token("headerName", "Header name", "The header field, such as X-Region.");
		PolicyParameter value = text(Type.TEMPLATE, "headerValue", "Header value",
				"The value; expressions stand in ${ }.");
		add("setHeader", "Set header", "Mediation", ALL, "Sets a header field, in place of any of that name.",
				(values) -> HeaderActions.make(values, false), name, value);
		add("addHeader", "Add header", "Mediation", ALL, "Adds a header field beside those of that name.",
				(values) -> HeaderActions.make(values, true), name, value);
		add("removeHeader", "Remove header", "Mediation", ALL, "Removes a header field.", HeaderActions::remove, name);
	}

	private static void targets() {
		PolicyParameter key = text(Type.STRING, "paramKey", "Parameter", "The name of the query parameter.")
			.matching("[^\\x00-\\x20&=#]{1,200}");
		add("addQueryParam", "Set query parameter", "Mediation", REQUESTS,
				"Sets a query parameter, in place of any of that name; the value is percent-encoded.",
				TargetActions::setQuery, key,
				text(Type.TEMPLATE, "paramValue", "Value", "The value; expressions stand in ${ }."));
		add("removeQueryParam", "Remove query parameter", "Mediation", REQUESTS, "Removes a query parameter.",
				TargetActions::removeQuery, key);
		add("rewriteResourcePath", "Rewrite path", "Routing", REQUESTS,
				"Asks the backend for another path. A value from the call is percent-encoded, so that it stays one segment.",
				TargetActions::rewritePath, text(Type.TEMPLATE, "newResourcePath", "New path",
						"A path below the endpoint, such as /v2/${request.pathParameters.town}."));
		add("rewriteHTTPMethod", "Change method", "Routing", REQUESTS,
				"Calls the backend with another method. A call with HEAD stays one.", TargetActions::changeMethod,
				choice("updatedMethod", "Method", "The method for the backend.", "GET", "POST", "PUT", "PATCH",
						"DELETE"));
		add("redirect", "Redirect", "Routing", MESSAGES,
				"Answers with a redirection. Values from the call are percent-encoded, so that they cannot name another host.",
				TargetActions::redirect,
				text(Type.TEMPLATE, "location", "Location", "A path, or an http(s) URL whose host is fixed."),
				choice("statusCode", "Status", "The HTTP status.", "302", "301", "303", "307", "308"));
		add(DYNAMIC_ENDPOINT, "Dynamic endpoint", "Routing", REQUESTS,
				"Sends the call to one of the listed endpoints. The API's endpoints must be dynamic and have it, so that no other host can be reached, whatever the call says.",
				TargetActions::chooseEndpoint,
				text(Type.LINES, "endpoints", "Endpoints", "One a line, as name=https://host/path."),
				text(Type.EXPRESSION, "select", "Choose by",
						"An expression that yields a name of the list, such as request.headers['x-region']."),
				choice("otherwise", "Otherwise",
						"What happens where no name fits: the API's own endpoint, or a refusal.", "API_ENDPOINT",
						"REFUSE"));
	}

	private static void bodies() {
		add("jsonToXML", "JSON to XML", "Transformation", MESSAGES,
				"Turns a JSON body into XML. Members become elements, arrays repeat them, members that begin with @ become attributes.",
				(values) -> new Conversions.ToXml(values.text("rootElement"), values.number("maxBytes")),
				text(Type.STRING, "rootElement", "Root element",
						"The outermost element where the JSON has more than one member.")
					.matching("[A-Za-z_][A-Za-z0-9_.-]{0,60}")
					.or("root"),
				maxBytes());
		add("xmlToJSON", "XML to JSON", "Transformation", MESSAGES,
				"Turns an XML body into JSON. Attributes become members that begin with @, repeated elements arrays; texts stay texts. Document types are refused.",
				(values) -> new Conversions.ToJson(values.flag("keepRoot"), values.number("maxBytes")),
				flag("keepRoot", "Keep the root", "Whether the outermost element becomes a member.", true), maxBytes());
		add("setBody", "Body template", "Transformation", ALL,
				"Replaces the body by a template. Values are escaped for the media type; body is the JSON that was there.",
				BodyActions::setBody,
				text(Type.STRING, "contentType", "Media type", "The new body's.").matching(MEDIA_TYPE)
					.or("application/json"),
				text(Type.TEXT, "body", "Body", "The body; expressions stand in ${ }.").or(""), maxBytes());
		add("mockResponse", "Mock response", "Mediation", MESSAGES, "Answers by itself; the backend is not called.",
				BodyActions::mock, number("statusCode", "Status", "The HTTP status.", 200, 599, 200),
				text(Type.STRING, "contentType", "Media type", "The body's.").matching(MEDIA_TYPE)
					.or("application/json"),
				text(Type.TEXT, "body", "Body", "The body; expressions stand in ${ }.").or(""));
		add(MOCK, "Mock from the definition", "Mediation", REQUESTS,
				"Answers with the example that the API's definition has, by default of the first successful status; Prefer: code=404 asks for another.",
				Examples::make);
	}

	private static void guards() {
		add("limitSize", "Size limit", "Security", MESSAGES,
				"Refuses bodies that are longer, by what they announce or while they pass.", BodyActions::limit,
				number("maxBytes", "Longest body", "How many bytes a body may have.", 0, 999_999_999, 1_048_576));
		add("jsonThreatProtector", "JSON threat protection", "Security", REQUESTS,
				"Refuses bodies that are no JSON, name a member twice, or go beyond the limits.", JsonThreats::make,
				number("maxJsonDepth", "Depth", "How deep objects and arrays may stand.", 1, 1000, 32),
				number("maxPropertyCount", "Members", "How many members an object may have.", 0, 1_000_000, 500),
				number("maxArrayElementCount", "Elements", "How many elements an array may have.", 0, 1_000_000,
						10_000),
				number("maxStringLength", "Text", "How long a text may be.", 0, 10_000_000, 65_536),
				number("maxKeyLength", "Names", "How long a member's name may be.", 1, 50_000, 256),
				number("maxNumberLength", "Numbers", "How many digits a number may have.", 1, 1000, 100), maxBytes());
		add("xmlThreatProtector", "XML threat protection", "Security", REQUESTS,
				"Refuses bodies that are no XML, have a document type (and so could have entities), or go beyond the limits.",
				XmlThreats::make, number("maxXmlDepth", "Depth", "How deep elements may stand.", 1, 1000, 32),
				number("maxElementCount", "Elements", "How many elements there may be.", 1, 1_000_000, 10_000),
				number("maxAttributeCount", "Attributes", "How many attributes an element may have.", 0, 1000, 50),
				number("maxChildrenPerElement", "Children", "How many elements an element may contain.", 0, 1_000_000,
						1000),
				number("maxTextLength", "Text", "How long a text or an attribute may be.", 0, 10_000_000, 65_536),
				number("maxNameLength", "Names", "How long a name may be.", 1, 10_000, 256), maxBytes());
		add("regularExpressionProtector", "Regular expression protection", "Security", REQUESTS,
				"Refuses calls in which a regular expression finds something, encoded or not. The engine's time grows with the text and no faster.",
				BodyActions::regex,
				text(Type.REGEX, "regex", "Regular expression", "In the syntax of RE2; found anywhere in the text."),
				flag("checkPath", "Path", "Whether the path is looked at.", true),
				flag("checkQuery", "Query", "Whether the query is looked at.", true),
				flag("checkHeaders", "Header fields", "Whether the header fields are, but for Authorization.", false),
				flag("checkBody", "Body", "Whether the body is looked at.", false), maxBytes());
		add("validateSchema", "Validate against the definition", "Security", MESSAGES,
				"Refuses parameters (path, query, header, cookie) and JSON bodies that break the schemas of the API's definition, and media types and statuses that it does not know.",
				SchemaCheck::make, maxBytes());
	}

	private static void rest() {
		add("logMessage", "Log", "Observability", ALL,
				"Writes a line to the gateway's log. What looks like a token, a password or a key is blotted out.",
				LogAction::make, text(Type.TEMPLATE, "message", "Message", "The text; expressions stand in ${ }."));
		add("setProperty", "Set property", "Mediation", ALL,
				"Keeps a value for later policies of the same call, as properties.name.", BodyActions::property,
				text(Type.STRING, "name", "Name", "The property's name.").matching("[A-Za-z_][A-Za-z0-9_]{0,60}"),
				text(Type.TEMPLATE, "value", "Value", "The value; expressions stand in ${ }."));
	}

}
