// The frame around every page: where one is, where one can go, what is running.
import { Drawer, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, NavLink, Outlet, useLocation, useNavigate } from "react-router-dom";

import { jobsQuery, sessionQuery, settingsQuery, signOut } from "../api/queries";
import { useFilters } from "../domain/filters";
import { IconLogout, IconMenu2, IconMoon, IconSearch, IconSun } from "../ui/icons";
import { places, type Place } from "./places";
import { ServerLine } from "./server_line";
import css from "./shell.module.css";
import { Shortcuts } from "./shortcuts";

function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#0f6f8f" />
      <path d="M7 21v-4M12 21v-9M17 21V9M22 21v-6M26 21v-3" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}

function SchemeToggle({ className }: { className?: string }) {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const next = scheme === "dark" ? "light" : "dark";
  return (
    <button type="button" className={className} aria-label={`Switch to ${next} colours`} title={`Switch to ${next} colours`} onClick={() => setColorScheme(next)}>
      {scheme === "dark" ? <IconSun size={18} stroke={1.7} /> : <IconMoon size={18} stroke={1.7} />}
    </button>
  );
}

function useSignOut() {
  const client = useQueryClient();
  const session = useQuery(sessionQuery()).data;
  if (!session?.needsToken) return null;
  return () => void signOut().then(() => { client.clear(); window.location.assign("/"); });
}

function SearchField() {
  const navigate = useNavigate();
  const { link } = useFilters();
  return (
    <form className={css.search} role="search" aria-label="Calls" onSubmit={(event) => {
      event.preventDefault();
      const text = new FormData(event.currentTarget).get("q");
      navigate(link("/calls", { q: String(text ?? "") }));
    }}>
      <IconSearch size={15} aria-hidden />
      <input name="q" type="search" placeholder="Search calls" aria-label="Search calls" data-search autoComplete="off" />
      <kbd aria-hidden>/</kbd>
    </form>
  );
}

function RunningJob() {
  const job = useQuery(jobsQuery()).data?.jobs.find((candidate) => candidate.status === "processing" || candidate.status === "pending");
  const { pathname } = useLocation();
  if (!job || pathname === `/jobs/${job.id}`) return null;
  const share = job.totalCalls > 0 ? job.processedCalls / job.totalCalls : 0;
  return (
    <Link to={`/jobs/${job.id}`} className={css.running}>
      Analysing · {Math.floor(100 * share)}%
      <small>{job.fileName}</small>
      <div className={css.runningBar}><span style={{ width: `${100 * share}%` }} /></div>
    </Link>
  );
}

function PlaceLink({ place }: { place: Place }) {
  const { link } = useFilters();
  return (
    <NavLink to={link(place.path)} className={place.group === "work" ? `${css.place} ${css.start}` : css.place}>
      <place.icon size={18} stroke={1.7} aria-hidden /> {place.title}
    </NavLink>
  );
}

function Rail() {
  const settings = useQuery(settingsQuery()).data;
  const leave = useSignOut();
  const groups: [Place["group"], string | null][] = [["work", null], ["results", "Results"], ["system", "Workspace"]];
  return (
    <header className={css.rail}>
      <Link to="/" className={css.brand}>
        <Mark />
        <span><span className={css.brandName}>Call Tracker</span><span className={css.brandCompany}>{settings?.company ?? " "}</span></span>
      </Link>
      <SearchField />
      <nav aria-label="Pages">
        {groups.map(([group, title]) => (
          <div key={group}>
            {title && <div className={css.groupTitle}>{title}</div>}
            <ul className={css.group}>
              {places.filter((place) => place.group === group).map((place) => <li key={place.path}><PlaceLink place={place} /></li>)}
            </ul>
          </div>
        ))}
      </nav>
      <RunningJob />
      <div className={css.foot}>
        <SchemeToggle className={css.footButton} />
        {leave && <button type="button" className={css.footButton} aria-label="Sign out" title="Sign out" onClick={leave}><IconLogout size={18} stroke={1.7} /></button>}
        {settings && <span className={css.version}>Version {settings.version}</span>}
      </div>
    </header>
  );
}

function PhoneBars() {
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const { link } = useFilters();
  const leave = useSignOut();
  const close = () => setIsMoreOpen(false);
  return (
    <nav className={css.phoneBar} aria-label="Main pages">
      {places.filter((place) => place.isOnPhoneBar).map((place) => (
        <NavLink key={place.path} to={link(place.path)}><place.icon size={21} stroke={1.7} aria-hidden />{place.path === "/new" ? "New" : place.title}</NavLink>
      ))}
      <button type="button" aria-haspopup="dialog" aria-expanded={isMoreOpen} onClick={() => setIsMoreOpen(true)}><IconMenu2 size={21} stroke={1.7} aria-hidden />More</button>
      <Drawer opened={isMoreOpen} onClose={close} position="bottom" size="auto" title="More" closeButtonProps={{ "aria-label": "Close" }}>
        <ul className={css.moreList}>
          {places.filter((place) => !place.isOnPhoneBar).map((place) => (
            <li key={place.path}><NavLink to={link(place.path)} onClick={close}><place.icon size={19} stroke={1.7} aria-hidden />{place.title}</NavLink></li>
          ))}
          {leave && <li><button type="button" onClick={leave}><IconLogout size={19} stroke={1.7} aria-hidden />Sign out</button></li>}
        </ul>
      </Drawer>
    </nav>
  );
}

export function Shell() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => { window.scrollTo(0, 0); }, [pathname]);
  return (
    <>
      <a href="#main" className={css.skip} onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to the page</a>
      <div className={css.shell}>
        <Rail />
        <div>
          <header className={css.phoneTop}>
            <Link to="/" className={css.brand}><Mark size={26} /><span className={css.brandName}>Call Tracker</span></Link>
            <SchemeToggle className={css.footButton} />
          </header>
          <ServerLine />
          <main ref={main} id="main" tabIndex={-1} className={css.main}><Outlet /></main>
        </div>
      </div>
      <PhoneBars />
      <Shortcuts />
    </>
  );
}
