package org.gatehouse.db.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.gatehouse.common.api.AuthType;
import org.gatehouse.common.api.HttpVerb;
import org.gatehouse.common.api.UrlPattern;
import org.gatehouse.common.runtime.OperationRuntime;
import org.gatehouse.db.scope.Scope;
import org.gatehouse.db.tenant.TenantOwned;
import org.gatehouse.db.tier.Tier;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A resource of an API version with an HTTP method.
 */
@Entity
public class Operation extends TenantOwned {

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "api_version_id")
	private ApiVersion apiVersion;

	private int position;

	@Enumerated(EnumType.STRING)
	private HttpVerb verb;

	private String pattern;

	@Enumerated(EnumType.STRING)
	private AuthType authType;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	@JoinColumn(name = "tier_id")
	private Tier tier;

	private @Nullable String summary;

	private List<String> produces = new ArrayList<>();

	@JdbcTypeCode(SqlTypes.JSON)
	private String runtime;

	@ManyToMany(fetch = FetchType.LAZY)
	@JoinTable(name = "operation_scope", joinColumns = @JoinColumn(name = "operation_id"),
			inverseJoinColumns = @JoinColumn(name = "scope_id"))
	@BatchSize(size = 500)
	private Set<Scope> scopes = new LinkedHashSet<>();

	@SuppressWarnings("NullAway.Init")
	protected Operation() {
	}

	/**
	 * Makes an operation that takes any access token and needs no scope.
	 * @param apiVersion the API version
	 * @param position its place among the version's operations, from 0
	 * @param verb the HTTP method
	 * @param pattern the path below the API
	 * @param tier its resource tier
	 */
	public Operation(ApiVersion apiVersion, int position, HttpVerb verb, UrlPattern pattern, Tier tier) {
		super(UUID.randomUUID());
		this.apiVersion = apiVersion;
		this.position = position;
		this.verb = verb;
		this.pattern = pattern.value();
		this.authType = AuthType.ANY;
		this.runtime = RuntimeJson.write(OperationRuntime.DEFAULT);
		this.tier = tier;
	}

	public ApiVersion apiVersion() {
		return this.apiVersion;
	}

	public int position() {
		return this.position;
	}

	public HttpVerb verb() {
		return this.verb;
	}

	public UrlPattern pattern() {
		return new UrlPattern(this.pattern);
	}

	public AuthType authType() {
		return this.authType;
	}

	public Tier tier() {
		return this.tier;
	}

	public @Nullable String summary() {
		return this.summary;
	}

	public List<String> produces() {
		return List.copyOf(this.produces);
	}

	/**
	 * How gateways treat its calls, beyond what its API says.
	 * @return the runtime configuration, never null
	 */
	public OperationRuntime runtime() {
		return RuntimeJson.operation(this.runtime);
	}

	public Set<Scope> scopes() {
		return Set.copyOf(this.scopes);
	}

	public void place(int position) {
		this.position = position;
	}

	public void secure(AuthType authType, Collection<Scope> scopes) {
		this.authType = authType;
		this.scopes.clear();
		this.scopes.addAll(scopes);
	}

	public void limit(Tier tier) {
		this.tier = tier;
	}

	public void configure(OperationRuntime runtime) {
		this.runtime = RuntimeJson.write(runtime);
	}

	public void describe(@Nullable String summary, Collection<String> produces) {
		this.summary = summary;
		this.produces = new ArrayList<>(produces);
	}

}
