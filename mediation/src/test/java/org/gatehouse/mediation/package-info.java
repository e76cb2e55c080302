@NullMarked
package org.gatehouse.mediation;

import org.jspecify.annotations.NullMarked;
