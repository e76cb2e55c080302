/**
 * What all REST interfaces share: refusals, their shape on the wire, paged lists and
 * conditional requests. The shapes are those of WSO2's contracts.
 */
@NullMarked
package org.gatehouse.web.rest;

import org.jspecify.annotations.NullMarked;
