# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# group.sh: small groups for the tests of what a group does, behind lib.sh:
#
#     . "${0%/*}/lib.sh"
#     . "$TOP/tests/e2e/group.sh"
#     tidemark                      ana, ben and cleo are members; the founding is over
#     id=$(opens ana release --holder ben..+6m)
#     says ben consent "$id"

dina() { person dina 'Dina Haas'; }
eve() { person eve 'Eve Stranger'; }

# entry ana: something in her journal, one commit.
entry() {
	entry_count=$((${entry_count:-0} + 1))
	(
		"$1"
		commit_file "journals/$1/$entry_count.md" "Day by day. #entry$entry_count" "journal of $1"
	)
}

# dated_entry ana 2026-01-10 'Thanks @ben.': that day's in her journal, one commit; it is that day from then on.
dated_entry() {
	clock "$2"
	as "$1" commit_file "journals/$1/$2.md" "$3" "$1: $2" >/dev/null
}

# member HANDLE 'Full Name' UNTIL: a founding member's file.
member() {
	mkdir -p people
	cat >"people/$1.ini" <<-END
		[person]
		name = $2
		email = $1@tidemark.example
		[member]
		from = 2026-01-05
		until = $3
		by = founding
	END
}

# tidemark [CHARTER LINE...]: founded by hand, on 5 January 2026; the shell is in it a day later.
# With `founding=with_roles tidemark` there are roles too.
tidemark() {
	clock 2026-01-05
	new_repo tidemark
	printf '%s\n' '[moot]' 'rules = 1' 'name = Tidemark' 'identity = named' "$@" >moot.ini
	member ana 'Ana Reyes' 2026-12-31
	member ben 'Ben Okafor' 2026-12-31
	member cleo 'Cleo Lind' 2026-12-31
	"${founding:-:}"
	git add . && as ana git commit -q -m 'Tidemark is founded'
	clock 2026-01-06
	entry ben
	entry cleo
}

# by_founding UNTIL SECTION...: for a role's file, "holder ben" and the like since the founding.
by_founding() {
	by_founding_until=$1
	shift
	for by_founding_section; do
		printf '%s\n' "[$by_founding_section]" 'from = 2026-01-05' "until = $by_founding_until" 'by = founding'
	done
}

# team NAME UNTIL HANDLE...: a team's file, of those who are in it since the founding.
team() {
	mkdir -p roles
	team_file=roles/$1.ini team_until=$2
	shift 2
	printf '%s\n' '[role]' 'kind = team' >"$team_file"
	for team_who; do
		by_founding "$team_until" "holder $team_who" >>"$team_file"
	done
}

# Ben holds release (autonomy how), Ana holds desk (autonomy what), until 30 June; no team.
with_roles() {
	mkdir -p roles
	cat >roles/release.ini <<-END
		[role]
		title = Release
		autonomy = how
		topics = releases
		[how]
		tools = make
		[what]
		work = a release a month
	END
	by_founding 2026-06-30 'holder ben' >>roles/release.ini
	cat >roles/desk.ini <<-END
		[role]
		title = Desk
		autonomy = what
		[what]
		work = answers
	END
	by_founding 2026-06-30 'holder ana' >>roles/desk.ini
}

# The same, with dina, eli and finn; store is the team core's (dina, eli), books the office's (ana, ben).
with_teams() {
	with_roles
	for with_teams_who in dina eli finn; do
		member $with_teams_who "$with_teams_who Haas" 2026-12-31
	done
	team core 2026-06-30 dina eli
	team office 2026-06-30 ana ben
	printf '[role]\ntitle = Store\nteam = core\n[what]\nwork = keeps the store\n' >roles/store.ini
	printf '[role]\ntitle = Books\nteam = office\n[what]\nwork = keeps the books\n' >roles/books.ini
}
# And Ana and Ben hold pair together, a team (autonomy what).
with_pair() {
	with_roles
	cat >roles/pair.ini <<-END
		[role]
		kind = team
		autonomy = what
		[what]
		work = two heads
	END
	by_founding 2026-06-30 'holder ana' 'holder ben' >>roles/pair.ini
}

# opens ana ROLE ...: moot propose, and prints the id.
opens() {
	opens_who=$1
	shift
	as "$opens_who" moot propose "$@" --porcelain 2>"$SCRATCH/err" || note <"$SCRATCH/err" >&2
}

# says ben consent ID ...: any command of somebody, quietly; tells when it fails.
says() {
	says_who=$1
	shift
	as "$says_who" moot "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" || {
		says_status=$?
		note <"$SCRATCH/err" >&2
		return "$says_status"
	}
}

folder_of() { echo negotiations/*/*-"$1"; }

# state_of ID: "open", "decidable" ...
state_of() { moot tally "$1" --porcelain 2>/dev/null | cut -f3; }
# holders_of ROLE [--at DATE | --commit REV]: those in force, as "ana ben"
holders_of() {
	holders_role=$1
	shift
	moot tree --json "$@" |
		sed -n "s/.*\"role\":\"$holders_role\".*\"holders\":\[\([^]]*\)\].*/\1/p" | tr -d '"' | tr ',' ' '
}
