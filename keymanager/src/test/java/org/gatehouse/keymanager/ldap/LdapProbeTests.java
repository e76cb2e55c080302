package org.gatehouse.keymanager.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LdapProbeTests {

	@Test
	void whatADirectoryGivesNoReasonForIsSaidOnce() {
		assertThat(LdapProbe.said(new LDAPException(ResultCode.INVALID_CREDENTIALS, "invalid credentials")))
			.isEqualTo("invalid credentials");
		assertThat(LdapProbe.said(new LDAPException(ResultCode.INVALID_CREDENTIALS, "the account is locked")))
			.isEqualTo("invalid credentials: the account is locked");
	}

}
