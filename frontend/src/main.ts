/** Puts the app into the page. */
import { mount } from 'svelte';
import App from './App.svelte';
import { announce } from './i18n';
import './style/fonts.css';
import './style/tokens.css';
import './style/base.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html must hold an element with the id "app".');

announce();
mount(App, { target });
