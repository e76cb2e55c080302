/**
 * The command line client. It talks REST and knows nothing of the server's inside.
 */
@NullMarked
package org.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
